import { once } from 'node:events'
import { Agent, request as httpRequest, type IncomingMessage } from 'node:http'
import { connect } from 'node:net'
import { afterEach, describe, expect, test } from 'vitest'
import { z } from 'zod'
import type { Engine } from '../../src/engine/index.ts'
import { listen, type Listening } from '../../src/http/index.ts'
import { gateHouse, runBody, type GateHouse } from './gate-house.ts'

const open: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close()
})

async function serving(
  shutdownTimeout = 5000,
  options: Parameters<typeof gateHouse>[0] = {},
): Promise<{ house: GateHouse; listening: Listening; port: number }> {
  const house = await gateHouse(options)
  const listening = await listen(house.app, {
    host: '127.0.0.1',
    port: 0,
    shutdownTimeout,
    onDrain: () => house.drain.abort(),
  })
  open.push(house.close, listening.close)
  return { house, listening, port: Number(new URL(listening.url).port) }
}

async function ask(
  port: number,
  agent: Agent,
  path: string,
): Promise<{ readonly answer: IncomingMessage; readonly text: string }> {
  const sent = httpRequest({ port, host: '127.0.0.1', path, agent })
  const answered = Promise.withResolvers<IncomingMessage>()
  sent.on('response', answered.resolve).on('error', answered.reject)
  sent.end()
  const answer = await answered.promise
  let text = ''
  for await (const chunk of answer) text += String(chunk)
  return { answer, text }
}

async function startedRun(url: string): Promise<string> {
  const answer = await fetch(`${url}/v1/runs`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ ...runBody, advance: 'reported' }),
  })
  return z.object({ id: z.string() }).parse(await answer.json()).id
}

describe('a service that stops', () => {
  test('answers those who wait, tells them to go, and takes no one else', async () => {
    const inHand = Promise.withResolvers<void>()
    const wrap = (engine: Engine): Engine => ({
      ...engine,
      readRun: (id, asked) => {
        inHand.resolve()
        return engine.readRun(id, asked)
      },
    })
    const { listening, port } = await serving(5000, { wrap })
    const agent = new Agent({ keepAlive: true })
    const id = await startedRun(listening.url)
    const waiting = ask(port, agent, `/v1/runs/${id}?wait=60s`)
    await inHand.promise
    const closed = listening.close()
    const { answer, text } = await waiting
    expect(answer.statusCode).toBe(200)
    expect(JSON.parse(text)).toMatchObject({ id, status: 'running', verdict: null })
    await closed
    await expect(fetch(`${listening.url}/livez`)).rejects.toThrow('fetch failed')
    agent.destroy()
  })

  test('closes connections that nobody uses, and closing again does nothing', async () => {
    const { listening, port } = await serving()
    const agent = new Agent({ keepAlive: true })
    await ask(port, agent, '/livez')
    await expect(Promise.all([listening.close(), listening.close()])).resolves.toHaveLength(2)
    agent.destroy()
  })

  test('ends a request that does not end at its limit', async () => {
    const { listening, port } = await serving(50)
    const socket = connect(port, '127.0.0.1')
    await once(socket, 'connect')
    socket.on('error', () => {})
    socket.write(
      'POST /v1/runs HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{',
    )
    // The request is in hand once another one that came after it was answered.
    await fetch(`${listening.url}/livez`)
    const gone = once(socket, 'close')
    await listening.close()
    await expect(gone).resolves.toBeDefined()
  })

  test('is not ready', async () => {
    const { house, listening } = await serving()
    expect((await fetch(`${listening.url}/readyz`)).status).toBe(200)
    house.drain.abort()
    const answer = await fetch(`${listening.url}/readyz`)
    expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '5'])
  })
})

describe('listening', () => {
  test('on a taken port is refused with its reason', async () => {
    const { house, port } = await serving()
    const again = listen(house.app, { host: '127.0.0.1', port, shutdownTimeout: 1, onDrain: () => {} })
    await expect(again).rejects.toMatchObject({
      code: 'unavailable',
    })
    await expect(again).rejects.toThrow('EADDRINUSE')
  })
})
