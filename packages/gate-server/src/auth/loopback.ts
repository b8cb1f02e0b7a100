import { ServerError } from '../errors.ts'

/** True for 127.0.0.0/8 and ::1, also in their IPv4-mapped form. */
export function isLoopbackAddress(address: string | undefined): boolean {
  if (address === undefined) return false
  const plain = address.replace(/^::ffff:/i, '')
  return plain === '::1' || /^127(?:\.\d{1,3}){3}$/.test(plain)
}

/** True for a Host header that names this machine by a loopback name, with or without a port. */
export function isLoopbackHost(host: string | undefined): boolean {
  if (host === undefined) return false
  const name = host.replace(/:\d{1,5}$/, '').replace(/^\[(.*)\]$/, '$1')
  return name.toLowerCase() === 'localhost' || isLoopbackAddress(name)
}

/**
 * Refuses to answer beyond this machine while nobody could be told apart.
 *
 * @throws ServerError `forbidden`.
 */
export function assertBindAllowed(given: { readonly host: string; readonly anyUsableToken: boolean }): void {
  if (given.anyUsableToken || given.host === 'localhost' || isLoopbackAddress(given.host)) return
  throw new ServerError(
    'forbidden',
    `Refusing to answer on '${given.host}': no usable token exists, so only loopback is allowed. Make one with: kosmos-gate token create --name ci --scope submit`,
  )
}
