import { once } from 'node:events'
import { connect } from 'node:net'
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib'
import request from 'supertest'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { listen, type Listening } from '../../src/http/index.ts'
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

/** Everything that the service sends back to these bytes, until it closes the connection. */
async function raw(bytes: string | Uint8Array): Promise<string> {
  const socket = connect(Number(new URL(listening.url).port), '127.0.0.1')
  const chunks: Buffer[] = []
  socket.on('data', (chunk: Buffer) => void chunks.push(chunk))
  socket.on('error', () => {})
  socket.write(bytes)
  await once(socket, 'close')
  return Buffer.concat(chunks).toString('latin1')
}

const head = (lines: readonly string[]): string =>
  [...lines, 'Host: localhost', 'Connection: close', '', ''].join('\r\n')
const postRun = (): request.Test => request(house.app).post('/v1/runs').set('Content-Type', 'application/json')
const postEvaluation = (): request.Test => request(house.app).post('/v1/evaluations')

/** A JSON body of exactly that many bytes. */
const sized = (size: number): string => JSON.stringify({ a: '' }).replace('""', `"${'x'.repeat(size - 8)}"`)

/** A multipart body written by hand, since clients write no broken ones. */
const boundary = 'xxBOUNDARYxx'
function multipart(parts: readonly (readonly [string, string])[], end = `--${boundary}--\r\n`): request.Test {
  return postEvaluation().set('Content-Type', `multipart/form-data; boundary=${boundary}`).send(bodyOf(parts, end))
}
function bodyOf(parts: readonly (readonly [string, string])[], end = `--${boundary}--\r\n`): string {
  return parts.map(([headers, text]) => `--${boundary}\r\n${headers}\r\n\r\n${text}\r\n`).join('') + end
}
const compressed = (body: string, encoding = 'gzip'): request.Test => sendCompressed(gzipSync(body), encoding)
function sendCompressed(body: Buffer, encoding: string): request.Test {
  return postEvaluation()
    .set({ 'Content-Encoding': encoding, 'Content-Type': `multipart/form-data; boundary=${boundary}` })
    .send(body)
}
const field = (name: string): string => `Content-Disposition: form-data; name="${name}"`
const file = (name: string): string => `${field(name)}; filename="f.xml"`
const { reports: _reports, ...formHead } = evaluationBody
const form = JSON.stringify({ ...formHead, reports: [{ name: 'junit.xml', suite: 'unit' }] })

describe('a JSON body', () => {
  test.each([
    ['no JSON', 'x'],
    ['cut off', '{"subject":'],
    ['a number', '1'],
    ['null', 'null'],
    ['a list', '[]'],
    ['nested 65 levels deep', `${'{"a":'.repeat(65)}1${'}'.repeat(65)}`],
    ['nested 100 000 levels deep', `${'['.repeat(100_000)}${']'.repeat(100_000)}`],
    ['of 10 001 keys', JSON.stringify(Object.fromEntries(Array.from({ length: 10_001 }, (_, key) => [`k${key}`, 1])))],
    ['with __proto__', '{"__proto__":{"polluted":true}}'],
    ['with __proto__ inside', JSON.stringify(runBody).replace('"labels":{', '"labels":{"__proto__":"x",')],
    ['with constructor', '{"constructor":{"prototype":{"polluted":true}}}'],
    ['with a control character in a name', JSON.stringify({ ...runBody, subject: { service: 'a\u0000b' } })],
    ['with half a surrogate pair in a name', JSON.stringify({ ...runBody, subject: { service: 'a\ud800b' } })],
    ['with a label that is a query', JSON.stringify({ ...runBody, canary: { labels: { a: '"} or vector(0) #' } } })],
    [
      'with a target that is no web address',
      JSON.stringify({ ...runBody, canary: { targets: ['file:///etc/passwd'] } }),
    ],
  ])('%s is a 400 and changes no prototype', async (_title, body) => {
    const answer = await postRun().send(body)
    expect([answer.status, answer.headers['content-type']]).toEqual([400, 'application/problem+json; charset=utf-8'])
    expect(Reflect.get({}, 'polluted')).toBeUndefined()
  })

  test('is refused for its depth, its keys or __proto__ before it is held against a schema', async () => {
    const told = async (body: string): Promise<string> => (await postRun().send(body)).text
    expect(await told(`${'{"a":'.repeat(65)}1${'}'.repeat(65)}`)).toContain('at most 64 levels')
    const keys = Object.fromEntries(Array.from({ length: 10_001 }, (_, key) => [`k${key}`, 1]))
    expect(await told(JSON.stringify(keys))).toContain('at most 10000 keys')
    expect(await told('{"__proto__":{}}')).toContain("no key '__proto__'")
  })

  test('nested 64 levels deep is read', async () => {
    const deep = `${'{"a":'.repeat(64)}1${'}'.repeat(64)}`
    const answer = await postRun().send(deep)
    expect(answer.status).toBe(400)
    expect(answer.text).not.toContain('levels of nesting')
    expect(answer.text).toContain("Expected no key 'a'")
  })

  test('of 256 KiB is read, one byte more is a 413', async () => {
    expect((await postRun().send(sized(256 * 1024))).status).toBe(400)
    expect((await postRun().send(sized(256 * 1024 + 1))).status).toBe(413)
  })

  test('every fault is told at its place, with a suggestion for a misspelt key', async () => {
    const answer = await postRun().send({ ...runBody, subject: { servce: 'a', environment: 1 }, advance: 'now' })
    expect(answer.body).toMatchObject({ code: 'request-invalid' })
    const { faults: told } = faultsBody.parse(answer.body)
    const faults = new Map(told.map((fault) => [fault.pointer, fault.detail]))
    expect(faults.get('/subject/servce')).toBe("Expected no key 'servce'; did you mean 'service'?")
    expect(faults.get('/subject/environment')).toBe('Expected string, received number')
    expect(faults.get('/advance')).toContain('"reported"')
  })

  test('a fault in a policy document is told by line and column', async () => {
    const document = 'version: 1\nname: x\ngates:\n  a:\n    - { id: t, kind: tests, minTets: 1 }\n'
    const answer = await postEvaluation().send({ ...evaluationBody, gate: 'a', policy: { document } })
    expect(answer).toMatchObject({ status: 422, body: { code: 'policy-invalid' } })
    expect(answer.body).toMatchObject({ faults: [{ line: 5 }] })
    expect(answer.text).toContain('minTests')
  })
})

const faultsBody = z.object({ faults: z.array(z.object({ pointer: z.string(), detail: z.string() })) })

/** The answer to a body sent as it is, byte by byte. */
const send = (body: Uint8Array<ArrayBuffer>, headers: Record<string, string>): Promise<Response> =>
  fetch(`${listening.url}/v1/evaluations`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', ...headers },
    body,
  })

describe('an encoding', () => {
  const json = Buffer.from(JSON.stringify(evaluationBody))
  const bomb = Buffer.from(`{"gate":"${' '.repeat(8_000_000)}"}`)

  test('gzip and deflate are read', async () => {
    expect((await send(gzipSync(json), { 'Content-Encoding': 'gzip' })).status).toBe(201)
    expect((await send(deflateSync(json), { 'Content-Encoding': 'deflate' })).status).toBe(201)
  })

  test.each([
    ['a gzip bomb', 'gzip', gzipSync(bomb), 413],
    ['a brotli bomb', 'br', brotliCompressSync(bomb), 413],
    ['two encodings, one in the other', 'gzip, gzip', gzipSync(gzipSync(json)), 415],
    ['an encoding that nobody knows', 'rot13', json, 415],
    ['a body that is not what its encoding says', 'gzip', json, 400],
    ['a compressed body cut off', 'gzip', gzipSync(json).subarray(0, 40), 400],
  ])('%s is refused', async (_title, encoding, body, status) => {
    expect((await send(body, { 'Content-Encoding': encoding })).status).toBe(status)
  })

  test('of the text that is not UTF-8 is refused', async () => {
    const latin = Buffer.from('{"gate":"\u00e4"}', 'latin1')
    const answer = await send(latin, {})
    expect([answer.status, await answer.text()]).toEqual([400, expect.stringContaining('Expected a body in UTF-8')])
    const utf16 = postEvaluation().set('Content-Type', 'application/json; charset=utf-16le')
    expect((await utf16.send('{}')).status).toBe(400)
    const odd = postEvaluation().set('Content-Type', 'application/json; charset=klingon')
    expect((await odd.send('{}')).status).toBe(415)
  })
})

describe('a multipart body', () => {
  test('takes files by the names of their parts', async () => {
    const answer = await multipart([
      [file('junit.xml'), junit(2, 0)],
      [field('request'), form],
    ])
    expect(answer).toMatchObject({ status: 201, body: { verdict: { verdict: 'promote' } } })
  })

  test.each([
    ['without the part request', [[file('junit.xml'), junit(1, 0)]], 400],
    [
      'with two parts request',
      [
        [field('request'), form],
        [field('request'), form],
      ],
      400,
    ],
    ['with a part request that is no JSON', [[field('request'), '{']], 400],
    ['with __proto__ in its part request', [[field('request'), '{"__proto__":{}}']], 400],
    ['that names a file which is not there', [[field('request'), form]], 400],
    [
      'with a name twice',
      [
        [field('request'), form],
        [file('junit.xml'), 'a'],
        [file('junit.xml'), 'b'],
      ],
      400,
    ],
    [
      'with a file without a name',
      [
        ['Content-Disposition: form-data; filename="a"', 'x'],
        [field('request'), form],
      ],
      400,
    ],
    [
      'with a field without a name',
      [
        ['Content-Disposition: form-data', 'x'],
        [field('request'), form],
      ],
      400,
    ],
    [
      'with a field that nobody asked for',
      [
        [field('request'), form],
        [field('more'), 'x'],
      ],
      400,
    ],
    [
      'with a name of control characters',
      [
        [file('a\u0001b'), 'x'],
        [field('request'), JSON.stringify(formHead)],
      ],
      400,
    ],
    ['with a part request of 257 KiB', [[field('request'), 'x'.repeat(257 * 1024)]], 413],
    [
      'with a file over the limit',
      [
        [field('request'), form],
        [file('junit.xml'), 'x'.repeat(1_000_001)],
      ],
      413,
    ],
    ['with 202 files', Array.from({ length: 202 }, (_, index) => [file(`f${index}`), 'x'] as const), 413],
  ] as const)('%s is refused', async (_title, parts, status) => {
    expect((await multipart(parts)).status).toBe(status)
  })

  test.each([
    ['that ends too early', [[field('request'), form]], ''],
    ['of nothing', [], `--${boundary}--\r\n`],
    ['of noise', [], 'noise'],
  ] as const)('%s is refused', async (_title, parts, end) => {
    expect((await multipart(parts, end)).status).toBe(400)
  })

  test('without a boundary is refused', async () => {
    expect((await postEvaluation().set('Content-Type', 'multipart/form-data').send('x')).status).toBe(400)
  })

  test('may come compressed with gzip, once', async () => {
    const parts = [
      [field('request'), form],
      [file('junit.xml'), junit(2, 0)],
    ] as const
    expect((await compressed(bodyOf(parts))).status).toBe(201)
    expect((await compressed(bodyOf(parts), 'br')).status).toBe(415)
    expect((await sendCompressed(gzipSync(bodyOf(parts)).subarray(0, 100), 'gzip')).status).toBe(400)
    expect((await sendCompressed(Buffer.from('noise'), 'gzip')).status).toBe(400)
  })

  test.each([
    [
      'in a file',
      [
        [field('request'), form],
        [file('junit.xml'), ' '.repeat(50_000_000)],
      ],
      '',
    ],
    [
      'behind the last part',
      [
        [field('request'), form],
        [file('junit.xml'), junit(1, 0)],
      ],
      ' '.repeat(50_000_000),
    ],
  ] as const)('that inflates beyond its limit %s is refused', async (_title, parts, behind) => {
    expect((await compressed(bodyOf(parts) + behind)).status).toBe(413)
  })

  test('gives its memory back once it is answered', async () => {
    for (let count = 0; count < 6; count += 1) {
      const answer = await multipart([
        [field('request'), form],
        [file('junit.xml'), 'x'.repeat(900_000)],
      ])
      expect([answer.status, answer.text]).toEqual([201, expect.stringContaining('"verdict":"hold"')])
    }
  })

  test('that its sender gives up leaves nothing behind', async () => {
    const before = house.logged.length
    const lines = [
      'POST /v1/evaluations HTTP/1.1',
      'Host: localhost',
      `Content-Type: multipart/form-data; boundary=${boundary}`,
    ]
    const socket = connect(Number(new URL(listening.url).port), '127.0.0.1')
    await once(socket, 'connect')
    socket.write(
      `${lines.join('\r\n')}\r\nContent-Length: 500000\r\n\r\n--${boundary}\r\n${file('a')}\r\n\r\nsome bytes`,
    )
    await new Promise<void>((resolve) => {
      socket.write('more bytes', () => resolve())
    })
    socket.destroy()
    await expect.poll(() => house.logged.length).toBeGreaterThan(before)
    expect(house.logged.slice(before).join('')).not.toContain('"level":50')
    expect((await request(house.app).get('/livez')).status).toBe(200)
  })
})

describe('what comes over the wire', () => {
  test.each([
    [
      'two content types',
      ['POST /v1/runs HTTP/1.1', 'Content-Type: application/json', 'Content-Type: text/plain', 'Content-Length: 0'],
    ],
    [
      'two authorizations',
      ['GET /v1/verdict?service=a HTTP/1.1', 'Authorization: Bearer a', 'Authorization: Bearer b'],
    ],
    ['two lengths', ['POST /v1/runs HTTP/1.1', 'Content-Length: 1', 'Content-Length: 2']],
    ['a length and chunks', ['POST /v1/runs HTTP/1.1', 'Content-Length: 5', 'Transfer-Encoding: chunked']],
    ['a bare line feed in a header', ['GET /livez HTTP/1.1', 'X-A: b\nX-C: d\u0000']],
    ['a broken escape in the path', ['GET /v1/runs/%ff HTTP/1.1']],
    ['a NUL in the path', ['GET /v1/runs/%00 HTTP/1.1']],
    ['a NUL in the query', ['GET /v1/verdict?service=%00 HTTP/1.1']],
    ['a parameter twice', ['GET /v1/verdict?service=a&service=b HTTP/1.1']],
    ['a parameter that is a prototype', ['GET /v1/verdict?service=a&__proto__[x]=1 HTTP/1.1']],
    ['a parameter in brackets', ['GET /v1/verdict?service[$ne]=a HTTP/1.1']],
    ['headers beyond 16 KiB', ['GET /livez HTTP/1.1', `X-Long: ${'x'.repeat(20_000)}`]],
    [
      'an idempotency key that is none',
      ['POST /v1/runs/x/cancel HTTP/1.1', 'Idempotency-Key: a', 'Idempotency-Key: b'],
    ],
  ])('with %s is a 4xx', async (_title, lines) => {
    expect(await raw(head(lines))).toMatch(/^HTTP\/1\.1 4\d\d /)
  })

  test.each(['content-type', 'authorization', 'idempotency-key', 'content-encoding'])(
    'with the header %s twice is told so',
    async (name) => {
      const answer = await raw(head(['POST /v1/runs HTTP/1.1', `${name}: a`, `${name}: b`]))
      expect(answer).toContain(`Expected the header ${name} once`)
    },
  )

  test('a request id that is not sane is replaced, and no header can be put into the answer by it', async () => {
    const sane = await request(house.app).get('/livez').set('X-Request-Id', 'build-17.2')
    expect(sane.headers['x-request-id']).toBe('build-17.2')
    const odd = await request(house.app).get('/livez').set('X-Request-Id', 'a b<script>')
    expect(odd.headers['x-request-id']).toMatch(/^[0-9a-f-]{36}$/)
  })

  test('another method is a 405 that says which are allowed, another path a 404', async () => {
    const answer = await request(house.app).delete('/v1/runs/x')
    expect([answer.status, answer.headers['allow']]).toEqual([405, 'GET'])
    expect(answer.body).toMatchObject({ code: 'method-not-allowed' })
    expect((await request(house.app).get('/v2')).body).toMatchObject({ status: 404, code: 'not-found' })
  })

  test('from a page of another site changes nothing, from a page of its own it may', async () => {
    const cancel = (origin: string): request.Test =>
      request(house.app).post('/v1/runs/none/cancel').set({ Host: '127.0.0.1:8484', Origin: origin })
    expect((await cancel('http://evil.example')).status).toBe(403)
    expect((await cancel('null')).status).toBe(403)
    expect((await cancel('http://127.0.0.1:8484')).status).toBe(404)
  })

  test('no page can run a script or be framed', async () => {
    const { headers } = await request(house.app).get('/')
    expect(headers['content-security-policy']).toContain("default-src 'none'")
    expect(headers['content-security-policy']).not.toContain('script-src')
    expect(headers['content-security-policy']).toContain("frame-ancestors 'none'")
    expect(headers['x-content-type-options']).toBe('nosniff')
    expect(headers['x-powered-by']).toBeUndefined()
  })

  test('a name from outside is escaped on a page', async () => {
    const subject = { service: '<img src=x onerror=alert(1)>' }
    const made = await postEvaluation().send({ ...evaluationBody, subject })
    const page = await request(house.app).get(String(made.headers['location']).replace('/v1', ''))
    expect(page.text).toContain('&lt;img src=x')
    expect(page.text).not.toContain('<img')
  })

  test('neither a token nor a query is logged', async () => {
    const before = house.logged.length
    await request(house.app)
      .get('/v1/verdict?service=marked-1')
      .set('Authorization', 'Bearer marked-2')
      .set('Cookie', 'marked-3')
    await expect.poll(() => house.logged.length).toBeGreaterThan(before)
    expect(house.logged.slice(before).join('')).toContain('/v1/verdict')
    expect(house.logged.slice(before).join('')).not.toContain('marked')
  })
})
