import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, test } from 'vitest'
import { createWebAsker, isPublicAddress } from '../../src/cli/ask-web.ts'

test.each(['8.8.8.8', '2606:4700::1111', '172.32.0.1'])('%s is public', (address) => {
  expect(isPublicAddress(address)).toBe(true)
})

test.each([
  '127.0.0.1',
  '10.1.2.3',
  '192.168.1.1',
  '172.16.0.1',
  '169.254.169.254',
  '100.100.100.200',
  '0.0.0.0',
  '::1',
  '::',
  'fe80::1',
  'fd00:ec2::254',
  '::ffff:127.0.0.1',
  'name.invalid',
  '',
])('%j is not public', (address) => {
  expect(isPublicAddress(address)).toBe(false)
})

test('nobody within a network is asked, by number or by name', async () => {
  let asked = 0
  const server = createServer((_, response) => {
    asked += 1
    response.end()
  })
  const { promise, resolve } = Promise.withResolvers<void>()
  server.listen(0, '127.0.0.1', resolve)
  await promise
  const address: AddressInfo | string | null = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  const { ask, close } = createWebAsker(new AbortController().signal)
  expect(await ask(new URL(`http://127.0.0.1:${port}/`))).toBe('unknown')
  expect(await ask(new URL(`http://localhost:${port}/`))).toBe('unknown')
  expect(await ask(new URL(`http://user:word@localhost:${port}/`))).toBe('unknown')
  await close()
  server.close()
  expect(asked).toBe(0)
})
