import { lookup } from 'node:dns'
import { BlockList, isIP, type LookupFunction } from 'node:net'
import type { AskAddress } from '../evidence/index.ts'
import { createHttpClient } from '../providers/index.ts'

const atOnce = 8
const mostAddresses = 1000

/** Addresses of this machine, of private networks and of none: documents do not lead there, and nobody there is asked. */
const inner = new BlockList()
for (const [network, prefix] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['168.63.129.16', 32],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.168.0.0', 16],
  ['224.0.0.0', 3],
] as const)
  inner.addSubnet(network, prefix, 'ipv4')
for (const [network, prefix] of [
  ['::', 128],
  ['::1', 128],
  ['64:ff9b::', 96],
  ['fc00::', 7],
  ['fe80::', 10],
  ['ff00::', 8],
] as const)
  inner.addSubnet(network, prefix, 'ipv6')

/** True for an address that anybody can reach. */
export function isPublicAddress(address: string): boolean {
  const family = isIP(address)
  return family !== 0 && !inner.check(address, family === 6 ? 'ipv6' : 'ipv4')
}

/**
 * Asks addresses on the web whether they lead somewhere: at most 8 at once, at most 1000 of them. `404` and `410` and a
 * name that does not exist are broken; a redirection counts as found and is not followed. Everything else that is no answer
 * (limits on rates, logins, outages, addresses inside a network) leaves a link unchecked: it says nothing about the
 * document.
 */
export function createWebAsker(interrupted: AbortSignal): {
  readonly ask: AskAddress
  readonly close: () => Promise<void>
} {
  const client = createHttpClient({
    headers: { accept: '*/*', 'user-agent': 'kosmos-gate (link check)' },
    guard: { refusal, lookup: publicLookup },
    random: Math.random,
  })
  const waiting: (() => void)[] = []
  let running = 0
  let asked = 0

  async function answer(address: URL): ReturnType<AskAddress> {
    try {
      const { status } = await client.get(address, interrupted)
      if (status >= 200 && status < 400) return 'found'
      return status === 404 || status === 410 ? { broken: `it answers ${status}` } : 'unknown'
    } catch (error) {
      const cause = error instanceof Error ? error.cause : null
      const isNoHost = cause instanceof Error && 'code' in cause && cause.code === 'ENOTFOUND'
      return isNoHost ? { broken: `there is no host ${address.host}` } : 'unknown'
    }
  }

  return {
    ask: async (address) => {
      asked += 1
      if (asked > mostAddresses) return 'unknown'
      if (running >= atOnce) {
        const { promise, resolve } = Promise.withResolvers<void>()
        waiting.push(resolve)
        await promise
      }
      running += 1
      try {
        return await answer(address)
      } finally {
        running -= 1
        waiting.shift()?.()
      }
    },
    close: () => client.close(),
  }
}

function refusal({ hostname, username, password }: URL): string | null {
  if (username !== '' || password !== '') return 'expected no user name or password in the address'
  const host = hostname.replace(/^\[(.*)\]$/, '$1')
  return isIP(host) === 0 || isPublicAddress(host) ? null : `${host} is no public address`
}

const publicLookup: LookupFunction = (hostname, options, callback) => {
  lookup(hostname, { ...options, all: true }, (error, found) => {
    if (error !== null) return callback(error, '', 0)
    const reachable = found.filter(({ address }) => isPublicAddress(address))
    const [first] = reachable
    if (first === undefined) return callback(new Error(`${hostname} leads to no public address`), '', 0)
    return options.all === true ? callback(null, reachable) : callback(null, first.address, first.family)
  })
}
