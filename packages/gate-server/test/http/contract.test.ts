import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { promisify } from 'node:util'
import { fileURLToPath } from 'node:url'
import request, { type Response } from 'supertest'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ServerError } from '../../src/errors.ts'
import { apiDocument } from '../../src/http/index.ts'
import { issueToken } from '../../src/auth/index.ts'
import { breaches, contract, contractFile } from './contract.ts'
import { evaluationBody, gateHouse, runBody, start, type GateHouse } from './gate-house.ts'

let house: GateHouse
beforeAll(async () => {
  house = await gateHouse()
})
afterAll(async () => house.close())

const documented = Object.entries(contract.paths)
  .flatMap(([path, operations]) => Object.keys(operations).map((method) => `${method} ${path}`))
  .sort()

/** Routes of a router and of those inside it, as Express holds them. */
function served(layers: readonly unknown[]): readonly string[] {
  return layers.flatMap((layer) => {
    if (typeof layer !== 'object' || layer === null) return []
    const route: unknown = 'route' in layer ? layer.route : undefined
    if (typeof route === 'object' && route !== null && 'path' in route && 'methods' in route) {
      const path = String(route.path)
        .replace(/(?<!\\):(\w+)/g, '{$1}')
        .replaceAll('\\:', ':')
      return Object.keys(route.methods ?? {}).map((method) => `${method} ${path}`)
    }
    const inner: unknown = 'handle' in layer ? layer.handle : undefined
    return typeof inner === 'function' && 'stack' in inner && Array.isArray(inner.stack) ? served(inner.stack) : []
  })
}

describe('the contract', () => {
  test('in the repository is what the routes say', async () => {
    expect(JSON.parse(JSON.stringify(apiDocument()))).toEqual(JSON.parse(await readFile(contractFile, 'utf8')))
  })

  test('and the types of the client are what npm run openapi writes', async () => {
    const script = fileURLToPath(new URL('../../../../scripts/write-openapi.ts', import.meta.url))
    await expect(
      promisify(execFile)(process.execPath, ['--conditions=@kosmos/source', script, '--check']),
    ).resolves.toMatchObject({ stderr: '' })
  })

  test('names every route that is served, and no other', () => {
    expect([...served(house.app.router.stack)].sort()).toEqual(documented)
  })

  test('gives every operation a name of its own, a summary, a description and its security', () => {
    const operations = Object.values(contract.paths).flatMap((methods) => Object.values(methods))
    expect(new Set(operations.map(({ operationId }) => operationId)).size).toBe(operations.length)
    for (const { summary, description, security } of operations) {
      expect(summary).toMatch(/\w/)
      expect(description).toMatch(/\w/)
      expect(security).toBeDefined()
    }
  })
})

const seen = new Set<string>()

/** The answer, after it was held against the committed contract. */
async function kept(method: 'get' | 'post', path: string, asked: PromiseLike<Response>): Promise<Response> {
  const answer = await asked
  const type = String(answer.headers['content-type'])
  const body: unknown = /json/.test(type) ? JSON.parse(answer.text) : answer.text
  expect(breaches({ method, path, status: answer.status, type, body })).toEqual([])
  seen.add(`${method} ${path} ${answer.status}`)
  return answer
}

describe('what is served keeps the contract:', () => {
  test('evaluations', async () => {
    const made = await kept('post', '/v1/evaluations', request(house.app).post('/v1/evaluations').send(evaluationBody))
    expect(made.status).toBe(201)
    expect(made.body).toMatchObject({ verdict: { verdict: 'promote', outcome: 'pass' } })
    const place = String(made.headers['location'])
    const read = await kept('get', '/v1/evaluations/{id}', request(house.app).get(place))
    expect(read.body).toEqual(made.body)
    await kept('get', '/evaluations/{id}', request(house.app).get(place.replace('/v1', '')))
  })

  test('evaluations as multipart', async () => {
    const { reports: _reports, ...head } = evaluationBody
    const made = await kept(
      'post',
      '/v1/evaluations',
      request(house.app)
        .post('/v1/evaluations')
        .field('request', JSON.stringify({ ...head, reports: [{ name: 'junit.xml', suite: 'unit' }] }))
        .attach('junit.xml', Buffer.from(evaluationBody.reports[0]?.content ?? ''), 'anything.bin'),
    )
    expect(made.status).toBe(201)
    expect(made.body).toMatchObject({ verdict: { verdict: 'promote' } })
  })

  test('comparisons', async () => {
    const body = { control: [1, 2, 3, 4, 5, 6], experiment: [1.1, 2, 3.1, 4, 5, 6] }
    const made = await kept('post', '/v1/comparisons', request(house.app).post('/v1/comparisons').send(body))
    expect(made.status).toBe(200)
    expect(made.body).toMatchObject({ method: 'fixed-sample' })
    expect(made.text).toContain('Fixed-sample: valid for one look.')
  })

  test('references, set anew by an administrator', async () => {
    const guarded = await gateHouse()
    const admin = issueToken({ name: 'ann', scope: 'admin', now: start, expiresAt: start + 1e9, random })
    await guarded.store.tokens.add(admin.stored)
    const bearer = { Authorization: `Bearer ${admin.token}` }
    const body = {
      service: 'shop',
      branch: 'main',
      policy: 'kept/house',
      condition: 'coverage',
      why: 'Old code went',
    }
    const reset = await kept(
      'post',
      '/v1/references:reset',
      request(guarded.app).post('/v1/references:reset').set(bearer).send(body),
    )
    expect(reset.status).toBe(200)
    expect(reset.body).toMatchObject({
      references: [
        {
          condition: 'coverage',
          used: true,
          origin: { kind: 'reset', who: expect.stringMatching(/^ann \(token:/) as unknown, why: 'Old code went' },
        },
      ],
    })
    const listed = await kept(
      'get',
      '/v1/references',
      request(guarded.app).get('/v1/references?service=shop&branch=main').set(bearer),
    )
    expect(listed.body).toEqual(reset.body)
    const unknown = request(guarded.app).post('/v1/references:reset').set(bearer)
    expect((await kept('post', '/v1/references:reset', unknown.send({ ...body, evaluation: 'none' }))).status).toBe(404)
    for (const missing of ['why', 'condition', 'branch', 'service']) {
      const asked = request(guarded.app).post('/v1/references:reset').set(bearer)
      const answer = await kept('post', '/v1/references:reset', asked.send({ ...body, [missing]: ' ' }))
      if (missing === 'why') expect(answer).toMatchObject({ status: 400, body: { faults: [{ pointer: '/why' }] } })
    }
    await guarded.close()
  })

  test('a run from its start to its end, and the flat verdict beside it', async () => {
    const { app } = house
    const started = await kept(
      'post',
      '/v1/runs',
      request(app)
        .post('/v1/runs')
        .send({ ...runBody, advance: 'reported' }),
    )
    expect(started.status).toBe(202)
    const place = String(started.headers['location'])
    await kept('get', '/v1/runs/{id}', request(app).get(place))
    await kept('get', '/v1/verdict', request(app).get('/v1/verdict?service=shop&environment=production'))
    const early = await kept(
      'post',
      '/v1/runs/{id}/stages/{stage}/advanced',
      request(app).post(`${place}/stages/1/advanced`),
    )
    expect(early.status).toBe(409)
    const moved = await kept(
      'post',
      '/v1/runs/{id}/stages/{stage}/advanced',
      request(app).post(`${place}/stages/0/advanced`),
    )
    expect(moved.status).toBe(200)
    const cancelled = await kept('post', '/v1/runs/{id}/cancel', request(app).post(`${place}/cancel`))
    expect(cancelled.body).toMatchObject({ status: 'completed', state: 'hold', endReason: 'cancelled' })
    await kept('get', '/runs/{id}', request(app).get(place.replace('/v1', '')))
    await kept('get', '/v1/verdict', request(app).get('/v1/verdict?service=shop&environment=production&format=text'))
  })

  test('the service itself', async () => {
    for (const path of ['/', '/livez', '/readyz', '/metrics', '/openapi.json']) {
      expect((await kept('get', path, request(house.app).get(path))).status).toBe(200)
    }
  })

  test('requests that are refused', async () => {
    const { app } = house
    const cases = [
      ['post', '/v1/evaluations', '/v1/evaluations', { ...evaluationBody, gte: 1 }, 400],
      ['post', '/v1/evaluations', '/v1/evaluations', { ...evaluationBody, gate: 'no such' }, 404],
      ['post', '/v1/evaluations', '/v1/evaluations', { ...evaluationBody, policy: { document: 'version: 9' } }, 422],
      ['post', '/v1/comparisons', '/v1/comparisons', { control: [-1], experiment: [1] }, 400],
      ['post', '/v1/comparisons', '/v1/comparisons', { control: [1], experiment: [1], margin: 0.01 }, 400],
      ['post', '/v1/runs', '/v1/runs', { ...runBody, policy: { name: 'no such' } }, 404],
      ['post', '/v1/runs', '/v1/runs', { ...runBody, policy: { document: 'version: 1' } }, 422],
      ['post', '/v1/runs', '/v1/runs', {}, 400],
      ['post', '/v1/runs/{id}/cancel', '/v1/runs/none/cancel', {}, 404],
      ['post', '/v1/runs/{id}/cancel', '/v1/runs/%00/cancel', {}, 400],
      ['post', '/v1/runs/{id}/stages/{stage}/advanced', '/v1/runs/none/stages/0/advanced', {}, 404],
      ['post', '/v1/runs/{id}/stages/{stage}/advanced', '/v1/runs/none/stages/-1/advanced', {}, 400],
      ['get', '/v1/runs/{id}', '/v1/runs/none', null, 404],
      ['get', '/v1/runs/{id}', '/v1/runs/none?wait=2m', null, 400],
      ['get', '/v1/runs/{id}', '/v1/runs/none?after=', null, 400],
      ['get', '/v1/evaluations/{id}', '/v1/evaluations/none', null, 404],
      ['get', '/v1/references', '/v1/references?service=shop', null, 400],
      ['post', '/v1/references:reset', '/v1/references:reset', {}, 403],
      ['get', '/v1/verdict', '/v1/verdict', null, 400],
      ['get', '/v1/verdict', '/v1/verdict?service=a&stage=', null, 400],
      ['get', '/runs/{id}', '/runs/none', null, 404],
      ['get', '/evaluations/{id}', '/evaluations/none', null, 404],
    ] as const
    for (const [method, path, address, body, status] of cases) {
      const asked = body === null ? request(app).get(address) : request(app).post(address).send(body)
      const answer = await kept(method, path, asked)
      expect([address, answer.status]).toEqual([address, status])
      expect(answer.headers['content-type']).toMatch(/^application\/problem\+json/)
      expect(answer.body).toMatchObject({ status, instance: answer.headers['x-request-id'] })
    }
    const large = request(app)
      .post('/v1/runs')
      .set('Content-Type', 'application/json')
      .send(`"${'x'.repeat(257 * 1024)}"`)
    expect((await kept('post', '/v1/runs', large)).status).toBe(413)
    const text = request(app).post('/v1/runs').set('Content-Type', 'text/plain').send('x')
    expect((await kept('post', '/v1/runs', text)).status).toBe(415)
  })

  test('the same idempotency key with another request', async () => {
    const { app } = house
    const one = request(app).post('/v1/evaluations').set('Idempotency-Key', 'k1')
    const first = await kept('post', '/v1/evaluations', one.send(evaluationBody))
    const again = request(app).post('/v1/evaluations').set('Idempotency-Key', 'k1')
    expect((await kept('post', '/v1/evaluations', again.send(evaluationBody))).body).toEqual(first.body)
    const other = request(app).post('/v1/evaluations').set('Idempotency-Key', 'k1')
    const refused = await kept('post', '/v1/evaluations', other.send({ ...evaluationBody, reports: [] }))
    expect(refused).toMatchObject({ status: 422, body: { code: 'idempotency-mismatch' } })
  })
})

const address = (path: string): string =>
  path
    .replace('{id}', 'none')
    .replace('{stage}', '0')
    .replace(/verdict$/, 'verdict?service=a')
    .replace(/references$/, 'references?service=a&branch=main')
const bodyOf = (path: string): object =>
  path === '/v1/evaluations'
    ? evaluationBody
    : path === '/v1/comparisons'
      ? { control: [1, 2], experiment: [1, 2] }
      : path === '/v1/runs'
        ? runBody
        : path === '/v1/references:reset'
          ? { service: 'a', branch: 'main', policy: 'kept/house', condition: 'coverage', why: 'because' }
          : {}

const random = (size: number): Uint8Array => crypto.getRandomValues(new Uint8Array(size))

describe('every operation keeps the contract', () => {
  const paths = documented.map((entry) => {
    const [method, path] = entry.split(' ')
    return { method: method === 'post' ? ('post' as const) : ('get' as const), path: path ?? '' }
  })
  const ask = (app: GateHouse['app'], method: 'get' | 'post', path: string, token?: string) => {
    const asked =
      method === 'get' ? request(app).get(address(path)) : request(app).post(address(path)).send(bodyOf(path))
    return token === undefined ? asked : asked.set('Authorization', `Bearer ${token}`)
  }

  test('without a token and with too small a scope', async () => {
    const guarded = await gateHouse()
    const reader = issueToken({ name: 'r', scope: 'read', now: start, expiresAt: start + 1e9, random })
    await guarded.store.tokens.add(reader.stored)
    for (const { method, path } of paths) {
      const isOpen = contract.paths[path]?.[method]?.security?.length === 0 || path === '/metrics'
      const answer = await kept(method, path, ask(guarded.app, method, path))
      expect([path, answer.status === 401]).toEqual([path, !isOpen])
      expect(answer.headers['www-authenticate']).toBe(isOpen ? undefined : 'Bearer')
      const asReader = await kept(method, path, ask(guarded.app, method, path, reader.token))
      expect([path, asReader.status === 403]).toEqual([path, method === 'post' && path !== '/v1/comparisons'])
    }
    await guarded.close()
  })

  test('beyond the rate limit', async () => {
    const busy = await gateHouse({ app: { rateLimit: 1 } })
    await request(busy.app).get('/')
    for (const { method, path } of paths) {
      if (path === '/livez' || path === '/readyz') continue
      const answer = await kept(method, path, ask(busy.app, method, path))
      expect([path, answer.status]).toEqual([path, 429])
      expect(answer.headers['retry-after']).toMatch(/^\d+$/)
    }
    await busy.close()
  })

  test.each([
    [500, new TypeError('insides with password=hunter2')],
    [503, new ServerError('unavailable', 'The store does not answer', { retryAfter: 5 })],
  ])('when the engine fails, as a %i that says nothing of its insides', async (status, failure) => {
    const failing = (): never => {
      throw failure
    }
    const references = ['listReferences', 'resetReference'] as const
    const verbs = ['evaluateGate', 'findEvaluation', 'compareSamples', 'startRun', 'readRun', 'reportTraffic'] as const
    const more = ['cancelRun', 'readVerdict', 'checkReady'] as const
    const engine = {
      ...house.engine,
      ...Object.fromEntries([...verbs, ...references, ...more].map((verb) => [verb, failing])),
    }
    const broken = await gateHouse({ app: { engine } })
    const admin = issueToken({ name: 'a', scope: 'admin', now: start, expiresAt: start + 1e9, random })
    await broken.store.tokens.add(admin.stored)
    for (const { method, path } of paths) {
      if (['/', '/livez', '/metrics', '/openapi.json'].includes(path)) continue
      const answer = await kept(method, path, ask(broken.app, method, path, admin.token))
      expect([path, answer.status]).toEqual([path, status])
      expect(answer.text).not.toMatch(/hunter2|TypeError|node:|\.ts/)
      expect(answer.headers['retry-after']).toBe(status === 503 ? '5' : undefined)
    }
    expect(broken.logged.join('')).toMatch(status === 500 ? /insides with/ : /does not answer/)
    await broken.close()
  })
})

describe('an answer that drifts from the contract is caught:', () => {
  const run = { method: 'get', path: '/v1/verdict', status: 200, type: 'application/json; charset=utf-8' }
  const sound = {
    id: 'a',
    status: 'completed',
    state: 'hold',
    verdict: 'hold',
    outcome: 'fail',
    score: 50,
    scored: false,
    reason: 'r',
    reportUrl: '/',
  }

  test('a sound one is not', () => {
    expect(breaches({ ...run, body: sound })).toEqual([])
  })

  test.each([
    ['a field that is missing', { ...sound, reason: undefined }],
    ['a null', { ...sound, id: null }],
    ['a score that is not finite', { ...sound, score: Number.NaN }],
    ['a word of its own', { ...sound, state: 'continue' }],
    ['a field that is not written down', { ...sound, extra: 1 }],
  ])('%s', (_title, body) => {
    expect(breaches({ ...run, body: JSON.parse(JSON.stringify(body)) as unknown })).not.toEqual([])
  })

  test('a status and a content type that are not written down', () => {
    expect(breaches({ ...run, status: 418, body: sound })).not.toEqual([])
    expect(breaches({ ...run, type: 'text/html', body: sound })).not.toEqual([])
  })

  test('a route that nobody wrote down', async () => {
    const other = await gateHouse()
    other.app.delete('/v1/runs/:id', (_request, response) => void response.end())
    expect([...served(other.app.router.stack)].sort()).not.toEqual(documented)
    await other.close()
  })
})

test('every success that is written down was served', () => {
  const successes = Object.entries(contract.paths).flatMap(([path, operations]) =>
    Object.entries(operations).flatMap(([method, { responses }]) =>
      Object.keys(responses)
        .filter((status) => status.startsWith('2'))
        .map((status) => `${method} ${path} ${status}`),
    ),
  )
  expect(successes.filter((success) => !seen.has(success))).toEqual([])
})
