import { BlockList, isIP } from 'node:net'
import { strictNumber } from '@kosmos/analysis/units'
import { ServerError } from '../errors.ts'

/** What an operator's list of addresses allows. */
export interface AllowList {
  readonly ranges: BlockList
  readonly hasRanges: boolean
  /** By lower-case name: the ports that are listed with it, or any. */
  readonly hosts: ReadonlyMap<string, 'any' | ReadonlySet<number>>
}

/**
 * Reads entries of the forms `host`, `host:port`, an IP address (with or without a port; IPv6 in brackets then) and CIDR.
 *
 * @throws ServerError `request-invalid` for anything else: what is read as another thing would allow another thing.
 */
export function readAllowList(entries: readonly string[]): AllowList {
  const ranges = new BlockList()
  let hasRanges = false
  const hosts = new Map<string, 'any' | Set<number>>()
  for (const entry of entries) {
    const [address = '', prefix, ...more] = entry.toLowerCase().split('/')
    const family = isIP(address)
    if (family !== 0) {
      const bits = family === 6 ? 128 : 32
      const length = prefix === undefined ? bits : strictNumber(prefix)
      if (more.length > 0 || length === null || !Number.isInteger(length) || !(length >= 0 && length <= bits))
        throw refused(entry)
      ranges.addSubnet(address, length, family === 6 ? 'ipv6' : 'ipv4')
      hasRanges = true
      continue
    }
    const [, host = '', port] = /^(\[[^\]]+\]|[^:]+)(?::(\d{1,5}))?$/.exec(entry.toLowerCase()) ?? []
    const name = hostName(host)
    if (name === null || (port !== undefined && !(Number(port) >= 1 && Number(port) <= 65_535))) throw refused(entry)
    const known = hosts.get(name)
    if (port === undefined) hosts.set(name, 'any')
    else if (known !== 'any') hosts.set(name, new Set([...(known ?? []), Number(port)]))
  }
  return { ranges, hasRanges, hosts }
}

/** The host as a URL writes it, or `null` where it is none. */
function hostName(host: string): string | null {
  const isHost = host.startsWith('[')
    ? isIP(host.slice(1, -1)) === 6
    : /^[\d.]+$/.test(host)
      ? isIP(host) === 4
      : /^[a-z0-9_][a-z0-9_.-]{0,252}$/.test(host)
  return isHost && URL.canParse(`http://${host}`) ? new URL(`http://${host}`).hostname : null
}

function refused(entry: string): ServerError {
  return new ServerError(
    'request-invalid',
    `Expected a host, host:port, an IP address or a CIDR range in KOSMOS_SCRAPE_ALLOW, got '${entry.slice(0, 120)}'`,
  )
}
