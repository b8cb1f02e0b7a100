import { describe, expect, test } from 'vitest'
import { conditions } from '../../src/conditions/index.ts'
import type { Finding, Reference, VulnerabilitiesEvidence } from '../../src/evidence/index.ts'
import type { Outcome } from '../../src/verdict/index.ts'
import { context, finding, now, report } from './report.ts'

const day = 86_400_000

function evidence(
  findings: readonly Finding[],
  fields: Partial<VulnerabilitiesEvidence> = {},
): VulnerabilitiesEvidence {
  return {
    kind: 'vulnerabilities',
    tool: 'Trivy',
    findings,
    createdAt: null,
    databaseBuiltAt: null,
    failure: null,
    ...fields,
  }
}

function judge(
  options: object,
  all: readonly VulnerabilitiesEvidence[],
  references: readonly Reference[] = [],
): ReturnType<typeof conditions.vulnerabilities.judge> {
  const reports = all.map((one) => report([one], { name: 'scan.json' }))
  return conditions.vulnerabilities.judge(options, context({ id: 'image', reports, references }))
}
const outcome = (options: object, ...findings: readonly Finding[]): Outcome =>
  judge(options, [evidence(findings)]).part.outcome
const codes = ({ part }: ReturnType<typeof judge>): readonly string[] => part.reasons.map(({ code }) => code)

const none = { name: 'left', installedVersion: '1.0.0', fixedVersion: null, fixable: false, purl: null }
const fixed = { ...none, fixedVersion: '1.0.1', fixable: true }
const max = { critical: 0 }

describe('vulnerabilities', () => {
  test('that scanners list under different names are one', () => {
    const trivy = evidence([finding('high', { id: 'CVE-1' })])
    const grype = evidence([finding('high', { id: 'GHSA-a', aliases: ['CVE-1'] })], { tool: 'Grype' })
    expect(judge({ max: { high: 1 } }, [trivy, grype]).part.outcome).toBe('pass')
  })

  test('are named with what fixes them and since when they are known', () => {
    const one = finding('critical', { package: fixed, publishedAt: Date.UTC(2026, 0, 2), knownExploited: true })
    expect(judge({ max }, [evidence([one])]).part.reasons[0].sentence).toBe(
      '1 critical vulnerabilities, at most 0 may be: CVE-2026-0001 in left 1.0.0 (fixed in 1.0.1, known to be exploited, published 2026-01-02)',
    )
  })

  test('without a fix do not count where only fixable ones do, and are seen', () => {
    const { part } = judge({ max, fixableOnly: true }, [evidence([finding('critical')])])
    expect(part.outcome).toBe('pass')
    expect(part.reasons[1]).toMatchObject({
      code: 'findings-set-aside',
      outcome: 'pass',
      sentence: 'Not counted: 1 without a fix (1 critical: CVE-2026-0001 in left 1.0.0 (no fix known))',
      facts: { withoutFix: 1 },
    })
    expect(outcome({ max, fixableOnly: true }, finding('critical', { package: fixed }))).toBe('fail')
    expect(outcome({ max, fixableOnly: true }, finding('critical', { package: { ...none, fixable: true } }))).toBe(
      'fail',
    )
    expect(outcome({ max, fixableOnly: true }, finding('critical', { package: null }))).toBe('pass')
  })

  test('that will not be fixed do not count where they are to be ignored', () => {
    const one = finding('critical', { package: { ...none, wontFix: true } })
    expect(outcome({ max }, one)).toBe('fail')
    expect(outcome({ max, ignoreWontFix: true }, one)).toBe('pass')
    expect(outcome({ max, ignoreWontFix: true }, finding('critical', { package: { ...fixed, wontFix: true } }))).toBe(
      'fail',
    )
  })

  test('that a waiver permits do not count, and are told', () => {
    const waived = finding('critical', { waiver: 'w1' })
    const { part, observation } = judge({ max }, [evidence([waived])])
    expect(part.outcome).toBe('pass')
    expect(part.reasons[1]?.sentence).toContain('1 permitted by waivers')
    expect(observation).toEqual({ kind: 'findings', keys: [] })
    expect(outcome({ max }, waived, finding('critical', { location: 'elsewhere' }))).toBe('fail')
  })

  test('need a limit, which may be another than by severity', () => {
    expect(conditions.vulnerabilities.options.safeParse({}).success).toBe(false)
    expect(conditions.vulnerabilities.options.safeParse({ knownExploited: 0 }).success).toBe(true)
  })
})

describe('vulnerabilities that are new', () => {
  const newOnly = { reference: 'main' }
  const accepted = (keys: readonly string[]): Reference => ({
    branch: 'main',
    commit: null,
    acceptedAt: now,
    origin: { kind: 'evaluation', id: 'e1' },
    observation: { kind: 'findings', keys },
  })

  test('count, and those that were there do not, under any of their names and in any version', () => {
    const there = accepted(['CVE-1 left'])
    const old = finding('critical', { id: 'GHSA-a', aliases: ['CVE-1'], package: { ...none, installedVersion: '9.9' } })
    const { part } = judge({ max, newOnly }, [evidence([old])], [there])
    expect(part.outcome).toBe('pass')
    expect(part.reasons[1]?.facts).toEqual({ known: 1 })
    const { part: worse } = judge({ max, newOnly }, [evidence([old, finding('critical')])], [there])
    expect(worse.outcome).toBe('fail')
    expect(worse.reasons[0].sentence).toContain('1 critical new vulnerabilities')
  })

  test('are not known without a reference, unless all of them would pass', () => {
    const one = evidence([finding('critical')])
    expect(judge({ max, newOnly }, [one])).toMatchObject({
      part: { outcome: 'inconclusive', reasons: [{ code: 'findings-reference-missing' }] },
      observation: { keys: ['CVE-2026-0001 left'] },
    })
    expect(judge({ max, newOnly }, [evidence([])]).part.outcome).toBe('pass')
    expect(judge({ max, newOnly: { ...newOnly, whenMissing: 'count-all' } }, [one]).part.outcome).toBe('fail')
    expect(conditions.vulnerabilities.referenceBranch({ max, newOnly })).toBe('main')
  })
})

describe('limits on exploitation', () => {
  test.each<[string, readonly (boolean | undefined)[], Outcome]>([
    ['none listed', [], 'pass'],
    ['none of them', [false, false], 'pass'],
    ['one of them', [false, true], 'fail'],
    ['one that nobody looked up', [false, undefined], 'inconclusive'],
    ['one beside one that nobody looked up', [true, undefined], 'fail'],
  ])('by what is known to be exploited, with %s', (_, known, expected) => {
    const findings = known.map((one, at) =>
      finding('low', { id: `CVE-${at}`, ...(one === undefined ? {} : { knownExploited: one }) }),
    )
    expect(outcome({ knownExploited: 0 }, ...findings)).toBe(expected)
  })

  test.each<[string, readonly (number | undefined)[], Outcome]>([
    ['none listed', [], 'pass'],
    ['all below', [0.01, 0.09], 'pass'],
    ['one at it', [0.1], 'fail'],
    ['no scores at all', [undefined], 'inconclusive'],
    ['one without a score', [0.01, undefined], 'warn'],
    ['a score that is no number', [Number.NaN], 'fail'],
  ])('by likelihood, with %s', (_, scores, expected) => {
    const findings = scores.map((epss, at) =>
      finding('low', { id: `CVE-${at}`, ...(epss === undefined ? {} : { epss }) }),
    )
    expect(outcome({ epss: { atLeast: 0.1 } }, ...findings)).toBe(expected)
  })
})

test.each<[string, number | null, Outcome, string]>([
  ['recent', now - day / 2, 'pass', 'database-recent'],
  ['old', now - 2 * day, 'inconclusive', 'database-too-old'],
  ['not dated', null, 'inconclusive', 'database-date-missing'],
  ['of tomorrow', now + day, 'error', 'database-from-the-future'],
  ['dated with no number', Number.NaN, 'error', 'database-from-the-future'],
])('a vulnerability database that is %s', (_, databaseBuiltAt, expected, code) => {
  const result = judge({ max, maxDatabaseAge: '24h' }, [evidence([], { databaseBuiltAt })])
  expect(result.part.outcome).toBe(expected)
  expect(codes(result)).toContain(code)
})
