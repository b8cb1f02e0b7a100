import { describe, expect, test } from 'vitest'
import { conditions } from '../../src/conditions/index.ts'
import type { LintEvidence, LintProblem, SubmittedReport } from '../../src/evidence/index.ts'
import type { Outcome } from '../../src/verdict/index.ts'
import { context, finding, report } from './report.ts'

function lint(fields: Partial<LintEvidence> = {}): LintEvidence {
  return {
    kind: 'lint',
    tool: 'ESLint',
    errors: 0,
    warnings: 0,
    infos: 0,
    suppressed: 0,
    files: 5,
    problems: [],
    failure: null,
    ...fields,
  }
}

const problem = (level: LintProblem['level'], rule: string): LintProblem => ({
  level,
  rule,
  file: 'a.ts',
  line: 3,
  message: 'x',
})

function judge(options: object, ...reports: readonly SubmittedReport[]) {
  return conditions.lint.judge(options, context({ id: 'lint', reports })).part
}

test.each<[string, object, Partial<LintEvidence>, Outcome, string]>([
  ['no problem', {}, {}, 'pass', 'ESLint found 0 errors and 0 warnings in 5 files'],
  [
    'an error',
    {},
    { errors: 1, problems: [problem('error', 'no-undef')] },
    'fail',
    'ESLint found 1 errors, at most 0 may be: no-undef in a.ts:3',
  ],
  ['as many errors as may be', { maxErrors: 1 }, { errors: 1 }, 'pass', ''],
  ['warnings without a limit', {}, { warnings: 9 }, 'pass', ''],
  ['too many warnings', { maxWarnings: 8 }, { warnings: 9 }, 'fail', '9 warnings, at most 8 may be'],
  ['too many remarks', { maxInfos: 0 }, { infos: 1 }, 'fail', '1 remarks, at most 0 may be'],
  [
    'a rule over its limit',
    { rules: { x: 1 } },
    { warnings: 2, problems: [problem('warning', 'x'), problem('warning', 'x')] },
    'fail',
    '2 problems of rule x, at most 1 may be',
  ],
  [
    'a rule within its limit',
    { rules: { x: 1, y: 0 } },
    { warnings: 1, problems: [problem('warning', 'x')] },
    'pass',
    '',
  ],
  ['no file', {}, { files: 0 }, 'fail', 'ESLint looked at no file'],
  ['too few files', { minFiles: 6 }, { files: 5 }, 'fail', '5 files were looked at, at least 6 are expected'],
  [
    'a number of files that nobody knows',
    { minFiles: 6 },
    { files: null },
    'inconclusive',
    'does not say how many files',
  ],
  ['errors that are no number', {}, { errors: Number.NaN }, 'fail', 'NaN errors'],
  ['a run that crashed', {}, { failure: 'INTERNAL ERROR' }, 'error', 'proves nothing: INTERNAL ERROR'],
])('%s', (_, options, fields, outcome, sentence) => {
  const part = judge(options, report([lint(fields)]))
  expect(part.outcome).toBe(outcome)
  expect(part.reasons[0].sentence).toContain(sentence)
})

test('problems of several reports add up', () => {
  expect(judge({ maxWarnings: 2 }, report([lint({ warnings: 2 })]), report([lint({ warnings: 1 })])).outcome).toBe(
    'fail',
  )
})

test('another tool does not stand in for the one that is asked for', () => {
  expect(judge({ from: 'pylint' }, report([lint()])).outcome).toBe('inconclusive')
  expect(judge({ from: 'eslint' }, report([lint()])).outcome).toBe('pass')
})

describe('findings of SARIF', () => {
  test("are a linter's only where the scanner does not say that it looked for something else", () => {
    const scan = { kind: 'findings', tool: 'Trivy', findings: [], createdAt: null, failure: null } as const
    const clean = (fields: object) => report([{ ...scan, ...fields }], { suite: 'lint' })
    expect(judge({ suite: 'lint' }, clean({})).outcome).toBe('pass')
    for (const categories of [[], ['misconfiguration']]) {
      expect(judge({ suite: 'lint' }, clean({ categories }))).toMatchObject({
        outcome: 'inconclusive',
        reasons: [{ code: 'evidence-missing' }],
      })
    }
  })

  const sarif = (
    tool: string,
    suite: string | null,
    ...severities: readonly ('high' | 'medium' | 'low' | 'unknown')[]
  ): SubmittedReport =>
    report(
      [
        {
          kind: 'findings',
          tool,
          createdAt: null,
          failure: null,
          findings: severities.map((severity) => finding(severity, { category: 'code', id: 'x', location: 'a.ts' })),
        },
      ],
      { suite },
    )

  test('never count where neither a tool nor a label is asked for', () => {
    expect(judge({}, sarif('Semgrep', null)).reasons[0].code).toBe('evidence-missing')
  })

  test('count by severity where one is', () => {
    expect(judge({ from: 'eslint' }, sarif('ESLint', null)).outcome).toBe('pass')
    expect(judge({ from: 'eslint' }, sarif('ESLint', null, 'high')).outcome).toBe('fail')
    expect(judge({ from: 'eslint' }, sarif('ESLint', null, 'unknown')).outcome).toBe('fail')
    expect(judge({ from: 'eslint', maxWarnings: 0 }, sarif('ESLint', null, 'medium')).outcome).toBe('fail')
    expect(judge({ from: 'eslint', maxWarnings: 0 }, sarif('ESLint', null, 'low')).outcome).toBe('pass')
    expect(judge({ suite: 'lint' }, sarif('Odd', 'lint', 'high')).outcome).toBe('fail')
    expect(judge({ from: 'eslint' }, sarif('Semgrep', null)).outcome).toBe('inconclusive')
  })

  test('add to a report of a linter, and do not hide it', () => {
    const bad = report([lint({ errors: 1 })])
    expect(judge({ from: 'eslint' }, bad, sarif('ESLint', null)).outcome).toBe('fail')
    expect(judge({ from: 'eslint' }, report([lint()]), sarif('ESLint', null, 'high')).outcome).toBe('fail')
  })

  test.each([{ suppressed: true }, { waiver: 'w' }])('that are set aside (%j) do not count', (fields) => {
    const suppressed = finding('high', fields)
    const one = report([{ kind: 'findings', tool: 'ESLint', createdAt: null, failure: null, findings: [suppressed] }])
    const part = judge({ from: 'eslint' }, one)
    expect(part.outcome).toBe('pass')
    expect(part.reasons[0].facts['suppressed']).toBe(1)
  })
})
