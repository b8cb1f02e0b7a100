import { lookup as dnsLookup } from 'node:dns'
import { BlockList, isIP, type LookupFunction } from 'node:net'

/** Says which addresses may be reached. */
export interface AddressGuard {
  /** Why an address may not be asked for, or `null` where its host may be looked up. */
  refusal(url: URL): string | null
  /** For the connection itself: looks the name up, and gives only addresses that are allowed. */
  readonly lookup: LookupFunction
}

/**
 * A guard that allows only what the operator has listed: `host`, `host:port`, an IP address or a CIDR range. Names are
 * looked up once, for the connection, so that what was checked is what is reached.
 */
export function createAddressGuard(allow: readonly string[]): AddressGuard {
  const ranges = new BlockList()
  const hosts = new Set<string>()
  for (const entry of allow) {
    const [address = '', prefix] = entry.split('/')
    const family = isIP(address)
    if (family === 0) hosts.add(entry.toLowerCase())
    else if (prefix === undefined) ranges.addAddress(address, family === 6 ? 'ipv6' : 'ipv4')
    else ranges.addSubnet(address, Number(prefix), family === 6 ? 'ipv6' : 'ipv4')
  }
  const isAllowedAddress = (address: string): boolean => {
    const plain = address.replace(/^::ffff:(?=\d+\.)/i, '')
    return ranges.check(plain, isIP(plain) === 6 ? 'ipv6' : 'ipv4')
  }
  const isAllowedName = (url: URL): boolean => {
    const port = url.port === '' ? (url.protocol === 'https:' ? '443' : '80') : url.port
    return hosts.has(url.hostname.toLowerCase()) || hosts.has(`${url.hostname.toLowerCase()}:${port}`)
  }
  const byName = new Set([...hosts].map((entry) => entry.replace(/:\d+$/, '')))
  return {
    refusal: (url) => {
      if (url.protocol !== 'http:' && url.protocol !== 'https:') return `expected http or https, got ${url.protocol}`
      if (url.username !== '' || url.password !== '') return 'expected no user name or password in the address'
      const literal = url.hostname.replace(/^\[(.*)\]$/, '$1')
      if (isIP(literal) !== 0)
        return isAllowedAddress(literal) || isAllowedName(url) ? null : `${url.host} is not allowed`
      // A name that is not listed may still lead to a listed range: the connection decides.
      return isAllowedName(url) || allow.some((entry) => isIP(entry.split('/')[0] ?? '') !== 0)
        ? null
        : `${url.host} is not allowed`
    },
    lookup: (hostname, options, callback) => {
      dnsLookup(hostname, { ...options, all: true }, (error, found) => {
        if (error !== null) return callback(error, '', 0)
        const reachable = byName.has(hostname.toLowerCase())
          ? found
          : found.filter(({ address }) => isAllowedAddress(address))
        const [first] = reachable
        if (first === undefined) return callback(new Error(`${hostname} leads to no allowed address`), '', 0)
        if (options.all === true) return callback(null, reachable)
        return callback(null, first.address, first.family)
      })
    },
  }
}
