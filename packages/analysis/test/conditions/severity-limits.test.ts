import { describe, expect, test } from 'vitest'
import { conditions } from '../../src/conditions/index.ts'
import type { Finding } from '../../src/evidence/index.ts'
import type { Outcome } from '../../src/verdict/index.ts'
import { context, finding, report } from './report.ts'

function judge(options: object, ...findings: Finding[]) {
  const reports = [
    report([
      { kind: 'vulnerabilities', tool: 'Trivy', databaseBuiltAt: null, findings, createdAt: null, failure: null },
    ]),
  ]
  return conditions.vulnerabilities.judge(options, context({ id: 'image', reports })).part
}

describe('vulnerabilities', () => {
  test.each<[string, object, Finding[], Outcome]>([
    ['none', { critical: 0 }, [], 'pass'],
    ['one over the limit', { critical: 0 }, [finding('critical')], 'fail'],
    ['one milder than what is limited', { critical: 0 }, [finding('high')], 'pass'],
    ['one worse than what is limited', { high: 0 }, [finding('critical')], 'fail'],
    ['an unknown severity under a limit of 0', { critical: 0 }, [finding('unknown')], 'fail'],
    ['an unknown severity with a limit of its own', { critical: 0, unknown: 1 }, [finding('unknown')], 'pass'],
    ['an unknown severity under the strictest of the limits', { high: 0, low: 9 }, [finding('unknown')], 'fail'],
    ['a suppressed one', { critical: 0 }, [finding('critical', { suppressed: true })], 'pass'],
    ['the same one listed twice', { high: 1 }, [finding('high'), finding('high')], 'pass'],
    ['the same one with two severities, as the worse', { critical: 0 }, [finding('low'), finding('critical')], 'fail'],
    ['two of them', { high: 1 }, [finding('high'), finding('high', { id: 'CVE-2' })], 'fail'],
  ])('%s', (_, max, findings, outcome) => {
    expect(judge({ max }, ...findings).outcome).toBe(outcome)
  })

  test('over the limit are counted and the worst three named', () => {
    const findings = ['A', 'B', 'C', 'D'].map((id) => finding('high', { id }))
    expect(judge({ max: { high: 0 } }, ...findings, finding('critical', { id: 'E' })).reasons[0].sentence).toBe(
      '5 high vulnerabilities (1 of them critical), at most 0 may be: E in left 1.0.0 (no fix known), A in left 1.0.0 (no fix known), B in left 1.0.0 (no fix known) and 2 more',
    )
  })
})

test.each([
  ['Semgrep OSS', 'semgrep', 'fail'],
  ['semgrep', 'Semgrep', 'fail'],
  ['semgreplike', 'semgrep', 'inconclusive'],
  ['CodeQL', 'semgrep', 'inconclusive'],
])('findings of the tool %j asked for from %j are %s', (tool, from, outcome) => {
  const findings = [finding('high', { category: 'code', package: null, location: 'a.ts:3' })]
  const reports = [report([{ kind: 'findings', tool, findings, createdAt: null, failure: null }])]
  const { part } = conditions.findings.judge({ from, max: { high: 0 } }, context({ id: 'sast', reports }))
  expect(part.outcome).toBe(outcome)
})
