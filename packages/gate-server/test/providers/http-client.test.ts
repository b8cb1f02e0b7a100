import { gzipSync } from 'node:zlib'
import { afterEach, describe, expect, test } from 'vitest'
import type { RequestListener } from 'node:http'
import { createAddressGuard } from '../../src/providers/address-guard.ts'
import { createHttpClient, type HttpClient } from '../../src/providers/http-client.ts'
import { startChaosServer } from './chaos-server.ts'

const signal = new AbortController().signal
let ends: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const end of ends) await end()
  ends = []
})

/** A client of a server that answers as told; waits between tries are only noted. */
async function clientOf(answer: RequestListener, maxBytes = 2 ** 20) {
  let asked = 0
  const waits: number[] = []
  const server = await startChaosServer((request, response) => {
    asked += 1
    answer(request, response)
  })
  const http: HttpClient = createHttpClient({
    headers: {},
    guard: null,
    random: () => 0.5,
    maxBytes,
    wait: async (milliseconds) => void waits.push(milliseconds),
  })
  ends.push(
    () => http.close(),
    () => server.stop(),
  )
  return { get: async () => http.get(server.url, signal), asked: () => asked, waits }
}

describe('an HTTP client', () => {
  test('reads a packed answer', async () => {
    const { get } = await clientOf((request, response) => {
      const accepts = String(request.headers['accept-encoding'])
      response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync(`accepts ${accepts}`))
    })
    expect((await get()).body).toBe('accepts gzip')
  })

  test.each([
    ['a packed answer that grows beyond the limit', 'gzip', gzipSync('x'.repeat(2 ** 21)), 'larger than 1 MiB'],
    [
      'a packed answer that is cut off',
      'gzip',
      gzipSync('x'.repeat(1000)).subarray(0, 20),
      'gzip and is not, or is cut off',
    ],
    ['a packed answer that is not packed', 'gzip', Buffer.from('{}'), 'gzip and is not, or is cut off'],
    ['another packing', 'br', Buffer.from('{}'), 'packed as br'],
    ['a stack of packings', 'gzip, gzip', gzipSync(gzipSync('{}')), 'packed as gzip, gzip'],
  ])('refuses %s', async (_, encoding, body, message) => {
    const { get, asked } = await clientOf((_request, response) =>
      response.writeHead(200, { 'content-encoding': encoding }).end(body),
    )
    await expect(get()).rejects.toThrow(message)
    expect(asked()).toBe(1)
  })

  test('follows no redirect', async () => {
    const { get, asked } = await clientOf((_request, response) =>
      response.writeHead(302, { location: 'http://169.254.169.254/' }).end(),
    )
    expect((await get()).status).toBe(302)
    expect(asked()).toBe(1)
  })

  test('asks three times where the connection breaks, with growing waits', async () => {
    const { get, asked, waits } = await clientOf((request) => request.socket.destroy())
    await expect(get()).rejects.toThrow('no answer')
    expect([asked(), waits]).toEqual([3, [200, 400]])
  })

  test('takes half a body for none', async () => {
    const { get, asked } = await clientOf((_request, response) => {
      response.writeHead(200, { 'content-length': '100' })
      response.write('x'.repeat(50), () => response.destroy())
    })
    await expect(get()).rejects.toThrow('no answer')
    expect(asked()).toBe(3)
  })

  test.each([
    ['3', 3000],
    ['0', 200],
    ['Thu, 01 Jan 2026 00:00:07 GMT', 7000],
    ['Wed, 31 Dec 2025 00:00:00 GMT', 200],
    ['soon', 200],
  ])('leaves the source alone as it asks with Retry-After: %s', async (retryAfter, wait) => {
    const { get, waits } = await clientOf((_request, response) =>
      response.writeHead(429, { 'retry-after': retryAfter, date: 'Thu, 01 Jan 2026 00:00:00 GMT' }).end(),
    )
    expect((await get()).status).toBe(429)
    expect(waits[0]).toBe(wait)
  })

  test('does not ask again where it is to wait longer than a look can', async () => {
    const { get, asked } = await clientOf((_request, response) =>
      response.writeHead(503, { 'retry-after': '3600' }).end(),
    )
    expect((await get()).status).toBe(503)
    expect(asked()).toBe(1)
  })

  test('stops at once where the caller has given up', async () => {
    const { asked } = await clientOf((request) => request.socket.destroy())
    const http = createHttpClient({ headers: {}, guard: null, random: () => 0 })
    ends.push(() => http.close())
    await expect(http.get(new URL('http://127.0.0.1:1'), AbortSignal.abort())).rejects.toThrow('no answer')
    expect(asked()).toBe(0)
  })

  test('does not reach an address that its name was not allowed to lead to', async () => {
    let asked = 0
    const server = await startChaosServer((_request, response) => {
      asked += 1
      response.end()
    })
    const guard = createAddressGuard(['192.0.2.0/24'])
    const http = createHttpClient({ headers: {}, guard, random: () => 0, wait: async () => {} })
    ends.push(
      () => http.close(),
      () => server.stop(),
    )
    await expect(http.get(new URL(`http://localhost:${server.url.port}`), signal)).rejects.toThrow('no allowed address')
    expect(asked).toBe(0)
  })
})
