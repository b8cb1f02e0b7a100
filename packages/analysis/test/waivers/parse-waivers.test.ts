import { describe, expect, test } from 'vitest'
import { AnalysisError } from '../../src/errors.ts'
import { isExpired, parseWaivers, waiversJsonSchema } from '../../src/waivers/index.ts'

const good = `version: 1
waivers:
  - id: CVE-2026-1
    scope: { package: 'pkg:npm/left', version: 1.0.0-a, path: 'app/**' }
    who: ann
    why: not reachable
    until: 2026-12-31
`

function refusal(text: string): AnalysisError<'waivers-invalid'> {
  try {
    parseWaivers(text)
  } catch (error) {
    if (error instanceof AnalysisError && error.is('waivers-invalid')) return error
  }
  throw new Error('Expected a refusal')
}

describe('a document of waivers', () => {
  test('gives each waiver with everything that it is limited to', () => {
    expect(parseWaivers(good)).toEqual([
      {
        id: 'CVE-2026-1',
        condition: null,
        scope: { package: 'pkg:npm/left', version: '1.0.0-a', path: 'app/**', digest: null, tool: null },
        who: 'ann',
        why: 'not reachable',
        until: '2026-12-31',
      },
    ])
    expect(parseWaivers('{"version": 1, "waivers": []}')).toEqual([])
  })

  test.each([
    [
      'without an end',
      good.replace('    until: 2026-12-31\n', ''),
      '/waivers/0/until',
      'without an end it is no waiver',
    ],
    ['with an end that is no day', good.replace('2026-12-31', '2026-02-30'), '/waivers/0/until', "got '2026-02-30'"],
    ['with an end of the word never', good.replace('2026-12-31', 'never'), '/waivers/0/until', "got 'never'"],
    ['without an owner', good.replace('    who: ann\n', ''), '/waivers/0/who', 'expected who answers for it'],
    ['with an owner of spaces', good.replace('who: ann', "who: '  '"), '/waivers/0/who', 'expected who answers for it'],
    ['without a reason', good.replace('    why: not reachable\n', ''), '/waivers/0/why', 'expected the reason'],
    ['without an id', good.replace('id: CVE-2026-1\n    ', ''), '/waivers/0/id', 'expected the id of the finding'],
    ['of every finding without an id', good.replace('CVE-2026-1', 'Unknown'), '/waivers/0/id', "got 'unknown'"],
    ['with a misspelt key', good.replace('why:', 'reason:'), '/waivers/0/reason', "got 'reason'"],
    [
      'with a key that is nearly right',
      good.replace('until:', 'untill:'),
      '/waivers/0/untill',
      "did you mean 'until'?",
    ],
    ['with a misspelt scope', good.replace('path:', 'paths:'), '/waivers/0/scope/paths', "did you mean 'path'?"],
    ['with an impossible pattern', good.replace('app/**', 'app/**x'), '/waivers/0/scope/path', 'a pattern of paths'],
    [
      'with a version of nothing',
      good.replace("package: 'pkg:npm/left', ", ''),
      '/waivers/0/scope',
      "beside 'version'",
    ],
    ['with a digest that is none', good.replace('path:', 'digest:'), '/waivers/0/scope/digest', 'expected a digest'],
    ['of another version', good.replace('version: 1\n', 'version: 2\n'), '/version', 'expected version 1'],
    ['that is a bare list', '- id: CVE-2026-1', '', 'expected a mapping'],
    ['with one waiver twice', `${good}${good.slice(good.indexOf('  - id'))}`, '/waivers/1/id', 'each waiver once'],
  ])('%s is refused with its place', (_, text, pointer, message) => {
    const error = refusal(text)
    expect(error.code).toBe('waivers-invalid')
    const issue = error.details.issues.find((one) => one.pointer === pointer)
    expect(issue?.message).toContain(message)
    expect(issue?.line).toBeGreaterThan(0)
  })

  test('says in its message that waivers, and not a policy, are not valid', () => {
    expect(refusal(good.replace('who: ann', 'who: 1')).message).toBe(
      'The waivers are not valid: line 5, column 10: expected a text, got 1',
    )
    expect(refusal('a: *b').message).toMatch(/^The waivers are not valid: line 1/)
  })

  test('has a JSON Schema for editors', () => {
    expect(waiversJsonSchema()).toMatchObject({
      properties: { waivers: { items: { required: ['id', 'who', 'why', 'until'] } } },
    })
  })
})

test('a waiver holds to the end of its last day in UTC', () => {
  const until = { until: '2026-12-31' }
  expect(isExpired(until, Date.UTC(2026, 11, 31, 23, 59, 59, 999))).toBe(false)
  expect(isExpired(until, Date.UTC(2027, 0, 1))).toBe(true)
  expect(isExpired(until, Number.NaN)).toBe(true)
})
