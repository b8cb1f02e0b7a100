import type { lookup, LookupAddress } from 'node:dns'
import { isIP } from 'node:net'
import { describe, expect, test } from 'vitest'
import { createAddressGuard, type AddressGuard } from '../../src/providers/address-guard.ts'

/** A resolver that finds the same addresses for every name. */
function resolverOf(found: readonly LookupAddress[]): typeof lookup {
  const resolve = (
    _name: string,
    _options: unknown,
    callback: (error: null, found: readonly LookupAddress[]) => void,
  ) => callback(null, found)
  return resolve as unknown as typeof lookup
}

/** What the connection gets: addresses, or the message of the refusal. */
async function lookUp(guard: AddressGuard, name: string): Promise<unknown> {
  const { promise, resolve } = Promise.withResolvers<unknown>()
  guard.lookup(name, { all: true }, (error, found) => resolve(error === null ? found : error.message))
  return promise
}

const guard = createAddressGuard(['pods.example', 'one.example:9100', '10.1.0.0/16', '192.0.2.7'])

describe('an address guard', () => {
  test.each([
    'http://pods.example/metrics',
    'http://pods.example:9100/',
    'http://one.example:9100/',
    'http://10.1.2.3:80/',
    'https://192.0.2.7/',
  ])('lets %s pass', (url) => expect(guard.refusal(new URL(url))).toBeNull())

  test.each([
    'http://169.254.169.254/latest/meta-data',
    'http://127.0.0.1/',
    'http://0x7f000001/',
    'http://2130706433/',
    'http://127.1/',
    'http://[::1]/',
    'http://[::ffff:127.0.0.1]/',
    'http://[::ffff:a9fe:a9fe]/',
    'http://[fd00::1]/',
    'http://10.2.0.1/',
    'http://192.0.2.8/',
    'http://one.example/',
    'http://one.example:22/',
    'http://[64:ff9b::a9fe:a9fe]/',
    'ftp://pods.example/',
    'file:///etc/passwd',
    'http://user:pass@pods.example/',
  ])('refuses %s', (url) => expect(guard.refusal(new URL(url))).not.toBeNull())

  test('allows an IPv4 address in its IPv6 dress only where the address is allowed', () => {
    expect(guard.refusal(new URL('http://[::ffff:10.1.2.3]/'))).toBeNull()
  })

  test.each(['169.254.169.254', '::ffff:169.254.169.254', 'fe80::1', 'fd00:ec2::254', '0.0.0.0', '224.0.0.1'])(
    'a listed name does not lead to %s',
    async (address) => {
      const found = [{ address, family: isIP(address) }]
      expect(await lookUp(createAddressGuard(['pods.example'], resolverOf(found)), 'pods.example')).toContain(
        'no allowed address',
      )
      expect(await lookUp(createAddressGuard([address], resolverOf(found)), 'pods.example')).toEqual(found)
    },
  )

  test('of several addresses of a name only the allowed ones are left', async () => {
    const found = ['10.1.0.1', '127.0.0.1', '::1', '10.1.0.2'].map((address) => ({ address, family: isIP(address) }))
    expect(await lookUp(createAddressGuard(['10.1.0.0/16'], resolverOf(found)), 'other.example')).toEqual([
      found[0],
      found[3],
    ])
  })

  test.each([
    '10.0.0.0/',
    '10.0.0.0/x',
    '10.0.0.0/33',
    '10.0.0.0/8/8',
    '10.0.0.0/0x8',
    '10.0.0.0/-1',
    'fd00::/129',
    '10.0.0.300',
    'http://pods.example',
    'pods.example/metrics',
    'pods.example:0',
    'pods.example:99999',
    'pods.example:http',
    '*.example',
    '',
  ])('the entry %j is refused', (entry) => {
    expect(() => createAddressGuard([entry])).toThrow('Expected a host, host:port')
  })

  test('an address with a port is allowed with that port only', () => {
    const one = createAddressGuard(['10.0.0.1:9100', '[::1]:9100', '[0:0::2]'])
    const urls = ['http://10.0.0.1:9100', 'http://10.0.0.1', 'http://[::1]:9100', 'http://[::1]', 'http://[::2]:7']
    expect(urls.map((url) => one.refusal(new URL(url)) === null)).toEqual([true, false, true, false, true])
  })

  test('gives the connection no address outside the list, whatever a name leads to', async () => {
    const { promise, resolve } = Promise.withResolvers<Error | null>()
    createAddressGuard(['10.1.0.0/16']).lookup('localhost', {}, (error) => resolve(error))
    expect((await promise)?.message).toContain('no allowed address')
  })

  test('allows nothing where nothing is listed', () => {
    expect(createAddressGuard([]).refusal(new URL('http://pods.example/'))).toContain('not allowed')
  })
})
