import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createGateClient, GateApiError, waitForRun, type ApiRun } from '../../src/client/index.ts'
import { listen, type Listening } from '../../src/http/index.ts'
import { gateHouse, runBody, type GateHouse } from '../http/gate-house.ts'

let house: GateHouse
let listening: Listening
beforeAll(async () => {
  house = await gateHouse()
  listening = await listen(house.app, { host: '127.0.0.1', port: 0, shutdownTimeout: 5000, onDrain: () => {} })
})
afterAll(async () => {
  await listening.close()
  await house.close()
})

describe('the client', () => {
  test('follows a run by its changes to the end', async () => {
    const asked: string[] = []
    const client = createGateClient({
      baseUrl: `${listening.url}/`,
      fetch: (request) => {
        asked.push(new URL(request.url).search)
        return fetch(request)
      },
    })
    const { data: started } = await client.POST('/v1/runs', { body: { ...runBody, advance: 'reported' } })
    const id = started?.id ?? ''
    const states: ApiRun[] = []
    const ended = await waitForRun(client, id, {
      onChange: async (run) => {
        states.push(run)
        if (states.length === 1) await house.engine.reportTraffic(id, 0)
        if (states.length === 2) await house.engine.cancelRun(id)
      },
    })
    expect(ended).toMatchObject({ id, status: 'completed', endReason: 'cancelled', state: 'hold' })
    expect(states.map(({ revision }) => revision)).toEqual([1, 2, 3])
    expect(asked.slice(1)).toEqual(['', '?wait=20s&after=1', '?wait=20s&after=2'])
  })

  test('throws the problem of the service with its status and its words', async () => {
    const client = createGateClient({ baseUrl: listening.url })
    const failure: unknown = await waitForRun(client, 'none').catch((error: unknown) => error)
    expect(failure).toBeInstanceOf(GateApiError)
    expect(failure).toMatchObject({ status: 404, isTransient: false, problem: { code: 'not-found' } })
  })

  test('takes what is not this API for no verdict: a page, a redirect', async () => {
    const page = createGateClient({
      baseUrl: 'http://gate.example',
      fetch: () => Promise.resolve(new Response('<html>sign in</html>', { status: 502 })),
    })
    await expect(waitForRun(page, 'a')).rejects.toMatchObject({ status: 502, problem: null, isTransient: true })
    const modes: string[] = []
    const watched = createGateClient({
      baseUrl: 'http://gate.example',
      fetch: (request) => {
        modes.push(request.redirect)
        return Promise.reject(new TypeError('unexpected redirect'))
      },
    })
    await expect(waitForRun(watched, 'a')).rejects.toThrow('unexpected redirect')
    expect(modes).toEqual(['error'])
  })

  test('sends its token as a bearer, and stops when told to', async () => {
    const sent: (string | null)[] = []
    const stop = new AbortController()
    const client = createGateClient({
      baseUrl: listening.url,
      token: 'kosmos_x',
      fetch: (request) => {
        sent.push(request.headers.get('authorization'))
        stop.abort(new Error('enough'))
        return Promise.resolve(Response.json({ id: 'a', status: 'running', revision: 1 }))
      },
    })
    await expect(waitForRun(client, 'a', { signal: stop.signal })).rejects.toThrow('enough')
    expect(sent).toEqual(['Bearer kosmos_x'])
  })
})
