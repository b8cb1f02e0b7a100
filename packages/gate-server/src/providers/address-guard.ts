import { lookup as dnsLookup } from 'node:dns'
import { BlockList, isIP, type LookupFunction } from 'node:net'
import { readAllowList } from './allow-list.ts'

/** Says which addresses may be reached. */
export interface AddressGuard {
  /** Why an address may not be asked for, or `null` where its host may be looked up. */
  refusal(url: URL): string | null
  /** For the connection itself: looks the name up, and gives only addresses that are allowed. */
  readonly lookup: LookupFunction
}

/**
 * A guard that allows only what the operator has listed: `host`, `host:port`, an IP address or a CIDR range. Names are
 * looked up once, for the connection, so that what was checked is what is reached. A listed name never leads to where
 * clouds answer about their machines, nor to link-local and multicast addresses: those have to be listed themselves.
 *
 * @param lookup - how names are looked up; the system's way by default.
 * @throws ServerError `request-invalid` for an entry that is none of these.
 */
export function createAddressGuard(allow: readonly string[], lookup: typeof dnsLookup = dnsLookup): AddressGuard {
  const { ranges, hosts, hasRanges } = readAllowList(allow)
  const isListed = (address: string): boolean => ranges.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4')
  return {
    refusal: (url) => {
      if (url.protocol !== 'http:' && url.protocol !== 'https:') return `expected http or https, got ${url.protocol}`
      if (url.username !== '' || url.password !== '') return 'expected no user name or password in the address'
      const port = url.port === '' ? (url.protocol === 'https:' ? 443 : 80) : Number(url.port)
      const ports = hosts.get(url.hostname.toLowerCase())
      if (ports === 'any' || ports?.has(port) === true) return null
      const literal = url.hostname.replace(/^\[(.*)\]$/, '$1')
      // A name that is not listed may still lead to a listed range: the connection decides. One that is listed with
      // other ports may not, because the connection knows no port.
      const isOpen = isIP(literal) === 0 ? ports === undefined && hasRanges : isListed(literal)
      return isOpen ? null : `${url.host} is not allowed`
    },
    lookup: (hostname, options, callback) => {
      const isNamed = hosts.has(hostname.toLowerCase())
      lookup(hostname, { ...options, all: true }, (error, found) => {
        if (error !== null) return callback(error, '', 0)
        const reachable = found.filter(({ address }) => isListed(address) || (isNamed && !isReserved(address)))
        const [first] = reachable
        if (first === undefined) return callback(new Error(`${hostname} leads to no allowed address`), '', 0)
        if (options.all === true) return callback(null, reachable)
        return callback(null, first.address, first.family)
      })
    },
  }
}

const reserved = new BlockList()
for (const [network, prefix] of [
  ['0.0.0.0', 8],
  ['169.254.0.0', 16],
  ['224.0.0.0', 3],
] as const)
  reserved.addSubnet(network, prefix, 'ipv4')
for (const [network, prefix] of [
  ['fe80::', 10],
  ['ff00::', 8],
] as const)
  reserved.addSubnet(network, prefix, 'ipv6')
// Where clouds answer about their machines, outside the link-local range.
for (const address of ['100.100.100.200', '168.63.129.16']) reserved.addAddress(address, 'ipv4')
for (const address of ['::', 'fd00:ec2::254', 'fd20:ce::254']) reserved.addAddress(address, 'ipv6')

function isReserved(address: string): boolean {
  return reserved.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4')
}
