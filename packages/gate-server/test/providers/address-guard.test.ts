import { describe, expect, test } from 'vitest'
import { createAddressGuard } from '../../src/providers/address-guard.ts'

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
    'ftp://pods.example/',
    'file:///etc/passwd',
    'http://user:pass@pods.example/',
  ])('refuses %s', (url) => expect(guard.refusal(new URL(url))).not.toBeNull())

  test('allows an IPv4 address in its IPv6 dress only where the address is allowed', () => {
    expect(guard.refusal(new URL('http://[::ffff:10.1.2.3]/'))).toBeNull()
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
