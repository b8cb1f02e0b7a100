import * as fc from 'fast-check'
import request from 'supertest'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { listen, type Listening } from '../../src/http/index.ts'
import { contract } from './contract.ts'
import { evaluationBody, gateHouse, junit, runBody, type GateHouse } from './gate-house.ts'

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

const text = fc.oneof(
  fc.string({ unit: 'grapheme' }),
  fc.string({ unit: 'binary' }),
  fc.constantFrom('', '__proto__', 'constructor', '\u0000', '\ud800', 'NaN', '+Inf', '-0', '1e400', 'null', 'house'),
)
const paths = Object.keys(contract.paths)
const target = fc
  .tuple(
    fc.constantFrom(...paths, '/v2', '//', '/v1/runs/..%2f', '/%'),
    text,
    fc.array(
      fc.tuple(fc.oneof(fc.constantFrom('service', 'stage', 'format', 'wait', 'after', 'version'), text), text),
      {
        maxLength: 4,
      },
    ),
  )
  .map(([path, id, query]) => {
    const encoded = encodeURIComponent(id.toWellFormed()) || '%00'
    const search = query.map((pair) => pair.map((word) => encodeURIComponent(word.toWellFormed())).join('=')).join('&')
    return `${path.replace('{id}', encoded).replace('{stage}', encoded)}${search === '' ? '' : `?${search}`}`
  })

/** Sound requests with one place made into anything. */
const sound = [evaluationBody, runBody, { control: [1, 2, 3], experiment: [1, 2, 3], margin: 0.1 }]
const body = fc.oneof(
  fc.jsonValue().map((value) => JSON.stringify(value)),
  text,
  fc
    .tuple(fc.constantFrom(...sound), fc.nat(), fc.jsonValue())
    .map(([base, place, value]) => JSON.stringify(replaced(base, place, value))),
)
const headers = fc
  .record(
    {
      'content-type': fc.constantFrom(
        'application/json',
        'application/json; charset=utf-16',
        'multipart/form-data; boundary=x',
        'multipart/form-data',
        'text/html',
        'a/b;;;',
      ),
      'content-encoding': fc.constantFrom('gzip', 'br', 'deflate, gzip', 'identity', 'x'),
      'idempotency-key': fc.string({ minLength: 1, maxLength: 300 }),
      authorization: fc.string(),
      'x-request-id': fc.string(),
      accept: fc.constantFrom('text/html', 'image/png', '*/*', 'x'),
      'accept-encoding': fc.constantFrom('gzip', 'br;q=0', '*;q=x'),
      range: fc.constantFrom('bytes=0-1', 'x'),
      'x-forwarded-for': fc.ipV4(),
    },
    { requiredKeys: [] },
  )
  .map((record) => {
    const plain = (value: string): string => value.replace(/[^\x20-\x7e]/g, '').trim()
    return Object.fromEntries(Object.entries(record).map(([name, value]) => [name, plain(value)]))
  })

/** A copy of a value in which the part at a place, counted through the whole, is another. */
function replaced(base: unknown, place: number, value: unknown): unknown {
  let size = 0
  const count = (node: unknown): void => {
    size += 1
    if (typeof node === 'object' && node !== null) Object.values(node).forEach(count)
  }
  count(base)
  let left = place % size
  const copy = (node: unknown): unknown => {
    if (left-- === 0) return value
    if (Array.isArray(node)) return node.map(copy)
    if (typeof node !== 'object' || node === null) return node
    return Object.fromEntries(Object.entries(node).map(([key, inner]) => [key, copy(inner)]))
  }
  return copy(base)
}

describe('no input', () => {
  test('makes a 5xx, whatever the method, path, query, headers and body', async () => {
    const method = fc.constantFrom('GET', 'POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS', 'HEAD')
    await fc.assert(
      fc.asyncProperty(method, target, headers, body, async (verb, path, sent, content) => {
        const hasBody = verb !== 'GET' && verb !== 'HEAD'
        const answer = await fetch(`${listening.url}${path}`, {
          method: verb,
          headers: sent,
          redirect: 'manual',
          ...(hasBody ? { body: content } : {}),
        })
        const answered = await answer.text()
        expect([answer.status < 500, verb, path, answered]).toEqual([true, verb, path, answered])
        if (answer.status >= 400 && verb !== 'HEAD') {
          expect(answer.headers.get('content-type')).toMatch(/^application\/problem\+json/)
        }
      }),
      { numRuns: 600 },
    )
  })

  test('to a sound request with one part made into anything makes a 5xx', async () => {
    const asked = fc.constantFrom(
      ['/v1/evaluations', evaluationBody] as const,
      ['/v1/runs', runBody] as const,
      ['/v1/comparisons', sound[2]] as const,
    )
    await fc.assert(
      fc.asyncProperty(asked, fc.nat(), fc.jsonValue(), async ([path, base], place, value) => {
        const answer = await request(house.app)
          .post(path)
          .set('Content-Type', 'application/json')
          .send(JSON.stringify(replaced(base, place, value)))
        expect([answer.status < 500, answer.text]).toEqual([true, answer.text])
      }),
      { numRuns: 400 },
    )
  })

  test('but a report of tests that ran and passed promotes the gate', async () => {
    const content = fc.oneof(
      text,
      fc.constantFrom(
        '',
        ' ',
        '{}',
        '[]',
        '<a/>',
        '<testsuite/>',
        '<testsuites></testsuites>',
        junit(0, 0),
        junit(3, 1),
      ),
      fc.constantFrom(junit(3, 0).slice(0, -3), junit(3, 0).replaceAll('/>', '><skipped/></testcase>'), 'NaN', '0/0'),

      fc.jsonValue().map((value) => JSON.stringify(value)),
    )
    const suite = fc.constantFrom('unit', 'integration', null)
    const report = fc.record({ content, suite, format: fc.constantFrom('junit', null, 'lcov', 'no such') })
    await fc.assert(
      fc.asyncProperty(fc.array(report, { maxLength: 3 }), async (reports) => {
        const answer = await request(house.app)
          .post('/v1/evaluations')
          .send({
            ...evaluationBody,
            subject: { service: 'never' },
            reports: reports.map(({ content: given, suite: label, format }, index) => ({
              name: `r${index}`,
              content: given,
              ...(label === null ? {} : { suite: label }),
              ...(format === null ? {} : { format }),
            })),
          })
        expect([201, 400]).toContain(answer.status)
        expect(answer.text).not.toContain('"verdict":"promote"')
        const read = await request(house.app).get('/v1/verdict?service=never')
        expect(read.body).toMatchObject({ verdict: 'hold', score: 50 })
      }),
      { numRuns: 300 },
    )
  })

  test('and the sound report does promote it, so that the gate is not merely shut', async () => {
    const answer = await request(house.app)
      .post('/v1/evaluations')
      .send({ ...evaluationBody, subject: { service: 'opened' } })
    expect(answer.body).toMatchObject({ verdict: { verdict: 'promote' } })
    const read = await request(house.app).get('/v1/verdict?service=opened')
    expect(read.body).toMatchObject({ state: 'promote', score: 100, scored: false })
  })
})
