import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { createLogger } from '../../src/telemetry/index.ts'

function logged(write: (logger: ReturnType<typeof createLogger>) => void): string {
  let lines = ''
  write(createLogger({ level: 'info', destination: { write: (line) => void (lines += line) } }))
  return lines
}

const token = `kosmos_0123456789ab_${'hunter2'.padEnd(43, 'x')}`

test.each<readonly [string, Record<string, unknown>, string]>([
  ['a header at any depth', { a: { b: { headers: { Authorization: 'Bearer hunter2' } } } }, ''],
  ['cookies', { headers: { cookie: 'a=hunter2', 'set-cookie': ['a=hunter2', 'b=hunter2'] } }, ''],
  ['a field with quotes in it', { password: 'say "hunter2" \\' }, ''],
  ['an address', { store: 'postgres://gate:hunter2@db/gate' }, ''],
  ['an address whose password holds an @', { store: 'postgres://gate:hun@hunter2@db/gate' }, ''],
  ['a message', {}, 'cannot reach postgres://gate:hunter2@db/gate'],
  ['a scheme of authorization in a text', {}, 'sent Authorization: Basic hunter2=='],
  ['a token of our own in a text', {}, `got ${token}`],
  ['a parameter of an address', { url: '/v1/runs?wait=1&token=hunter2' }, ''],
  [
    'an error and its causes',
    { err: new Error('no', { cause: new Error('postgres://gate:hunter2@db/gate') }) },
    'failed',
  ],
])('%s is logged without its secret', (_, fields, message) => {
  const line = logged((logger) => logger.info(fields, message))
  expect(line).not.toContain('hunter2')
  expect(line).toContain('[secret]')
  expect(() => JSON.parse(line) as unknown).not.toThrow()
})

test('the id of a token stays, which tells whose it was', () => {
  expect(logged((logger) => logger.info(token))).toContain('kosmos_0123456789ab_[secret]')
})

test('every line stays JSON, whatever is logged', () => {
  const text = fc.oneof(
    fc.string(),
    fc.constantFrom('"', '\\', '://', '@', 'Bearer x', '"token":"', '[', ']', '?token='),
  )
  const texts = fc.array(text, { maxLength: 8 }).map((parts) => parts.join(''))
  fc.assert(
    fc.property(texts, fc.dictionary(texts, texts), fc.array(texts), (message, fields, list) => {
      const line = logged((logger) => logger.info({ fields, token: list, password: message }, message))
      expect(JSON.parse(line)).toMatchObject({ level: 30, token: '[secret]', password: '[secret]' })
    }),
  )
})

test('nothing below the level is logged', () => {
  expect(logged((logger) => logger.debug('x'))).toBe('')
})
