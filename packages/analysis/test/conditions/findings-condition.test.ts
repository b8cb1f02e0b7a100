import { describe, expect, test } from 'vitest'
import { conditions } from '../../src/conditions/index.ts'
import type { Finding, FindingsEvidence, Reference } from '../../src/evidence/index.ts'
import type { Outcome } from '../../src/verdict/index.ts'
import { context, finding, now, report } from './report.ts'

const code = (fields: Partial<Finding> = {}): Finding =>
  finding('high', {
    category: 'code',
    id: 'no-eval',
    package: null,
    location: 'src/a.ts:3',
    title: 'Do not',
    ...fields,
  })

function judge(
  options: object,
  findings: readonly Finding[],
  fields: Partial<FindingsEvidence> = {},
  references: readonly Reference[] = [],
) {
  const reports = [report([{ kind: 'findings', tool: 'Semgrep', findings, createdAt: null, failure: null, ...fields }])]
  return conditions.findings.judge(options, context({ id: 'sast', reports, references }))
}
const outcome = (options: object, ...findings: readonly Finding[]): Outcome => judge(options, findings).part.outcome
const max = { high: 0 }

describe('findings', () => {
  test('with the same rule, place and text are one', () => {
    expect(outcome({ max: { high: 1 } }, code(), code())).toBe('pass')
    expect(outcome({ max: { high: 1 } }, code(), code({ location: 'src/a.ts:4' }))).toBe('fail')
  })

  test('of a rule with a limit of its own count there and nowhere else', () => {
    const options = { max, rules: { 'no-*': 1 } }
    expect(outcome(options, code())).toBe('pass')
    expect(judge(options, [code(), code({ location: 'b.ts:1' })]).part.reasons[0]).toMatchObject({
      code: 'rule-over-limit',
      sentence: '2 findings of rule no-*, at most 1 may be: no-eval in src/a.ts:3, no-eval in b.ts:1',
    })
    expect(outcome(options, code({ id: 'sql' }))).toBe('fail')
  })

  test('in other files do not count; those without a file do', () => {
    const paths = { include: ['src/**'], exclude: ['*.test.ts'] }
    expect(outcome({ max, paths }, code())).toBe('fail')
    expect(outcome({ max, paths }, code({ location: 'vendor/a.ts:3:7' }))).toBe('pass')
    expect(outcome({ max, paths }, code({ location: 'src/a.test.ts:3' }))).toBe('pass')
    expect(outcome({ max, paths }, code({ location: null }))).toBe('fail')
  })

  test('in several files do not count where each of them is another file', () => {
    const paths = { exclude: ['test/**'] }
    const twice = (...otherLocations: readonly string[]) => code({ location: 'test/a.ts:3', otherLocations })
    expect(outcome({ max, paths }, twice('test/b.ts:1'))).toBe('pass')
    expect(outcome({ max, paths }, twice('test/b.ts:1', 'src/b.ts:1'))).toBe('fail')
    expect(outcome({ max, paths: { include: ['src/**'] } }, twice('src/b.ts:1'))).toBe('fail')
    // The same one listed twice is one, with all of its places.
    expect(outcome({ max, paths }, twice(), twice('src/b.ts:1'))).toBe('fail')
    expect(outcome({ max, paths }, twice('src/b.ts:1'), { ...twice(), severity: 'critical' })).toBe('fail')
  })

  test.each([
    ['test/../src/a.ts:3', 'fail'],
    ['test%2F..%2Fsrc/a.ts:3', 'fail'],
    ['test/../../src/a.ts:3', 'fail'],
    ['../test/a.ts', 'fail'],
    ['test\\..\\src\\a.ts', 'fail'],
    ['.\\src\\..\\test\\a.ts:3:1', 'pass'],
    ['./te%73t/a.ts', 'pass'],
  ])('at %s outside of test/ come to: %s', (location, expected) => {
    expect(outcome({ max, paths: { exclude: ['test/**'] } }, code({ location }))).toBe(expected)
  })

  test('of other categories do not count, and a report shows that the one asked for was looked for', () => {
    const licence = code({ category: 'licence', id: 'GPL-3.0' })
    expect(outcome({ max, categories: ['code'] }, licence)).toBe('pass')
    expect(outcome({ max, categories: ['licence'] }, licence)).toBe('fail')
    expect(outcome({ max, categories: ['licence'] }, code())).toBe('inconclusive')
    expect(judge({ max, categories: ['licence'] }, [], { categories: ['licence'] }).part.outcome).toBe('pass')
    expect(judge({ max, categories: ['licence', 'code'] }, [], { categories: ['licence'] }).part).toMatchObject({
      outcome: 'inconclusive',
      reasons: [{ code: 'category-not-looked-for' }, {}],
    })
  })

  test('that are suppressed or permitted by a waiver do not count, and are told', () => {
    const { part } = judge({ max }, [code({ suppressed: true }), code({ location: 'b.ts:1', waiver: 'w' })])
    expect(part).toMatchObject({ outcome: 'pass', reasons: [{}, { facts: { waived: 1, suppressed: 1 } }] })
  })

  test('need a limit', () => {
    expect(conditions.findings.options.safeParse({}).success).toBe(false)
    expect(conditions.findings.options.safeParse({ rules: {} }).success).toBe(false)
  })
})

describe('findings that are new', () => {
  const accepted = (keys: readonly string[]): Reference => ({
    branch: 'main',
    commit: null,
    acceptedAt: now,
    origin: { kind: 'evaluation', id: 'e1' },
    observation: { kind: 'findings', keys },
  })
  const newOnly = { reference: 'main' }
  const keysOf = (findings: readonly Finding[]): readonly string[] => {
    const { observation } = judge({ max: { high: 99 } }, findings)
    return observation?.kind === 'findings' ? observation.keys : []
  }

  test('count; those that moved in their file do not, and a further copy does', () => {
    const there = accepted(keysOf([code()]))
    const moved = code({ location: 'src/a.ts:30' })
    expect(judge({ max, newOnly }, [moved], {}, [there]).part.outcome).toBe('pass')
    expect(judge({ max, newOnly }, [moved, code()], {}, [there]).part.outcome).toBe('fail')
    expect(judge({ max, newOnly }, [code({ location: 'src/b.ts:3' })], {}, [there]).part.outcome).toBe('fail')
  })

  test('are told apart by the fingerprint where there is one', () => {
    const there = accepted(keysOf([code({ fingerprint: 'f' })]))
    const elsewhere = code({ fingerprint: 'f', location: 'src/b.ts:1' })
    expect(judge({ max, newOnly }, [elsewhere], {}, [there]).part.outcome).toBe('pass')
    expect(judge({ max, newOnly }, [code({ fingerprint: 'g' })], {}, [there]).part.outcome).toBe('fail')
  })

  test('are what the report calls new, and what it says nothing of', () => {
    const options = { max, newOnly: 'report' }
    expect(outcome(options, code({ isNew: false }))).toBe('pass')
    expect(outcome(options, code({ isNew: true }))).toBe('fail')
    expect(outcome(options, code())).toBe('fail')
  })

  test('are not known without a reference', () => {
    expect(judge({ max, newOnly }, [code()]).part.outcome).toBe('inconclusive')
    expect(judge({ max, newOnly }, []).part.outcome).toBe('pass')
    expect(judge({ max, newOnly: { ...newOnly, whenMissing: 'count-all' } }, [code()]).part.outcome).toBe('fail')
  })
})
