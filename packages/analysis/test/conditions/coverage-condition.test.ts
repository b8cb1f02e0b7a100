import { expect, test } from 'vitest'
import { conditions } from '../../src/conditions/index.ts'
import type { CoverageCount, SubmittedReport } from '../../src/evidence/index.ts'
import { context, report } from './report.ts'

function covered(lines: CoverageCount, branches: CoverageCount | null = null, name = 'coverage.xml'): SubmittedReport {
  return report(
    [{ kind: 'coverage', basis: 'distinct-lines', lines, branches, functions: null, statements: null, files: [] }],
    { name },
  )
}

function judge(options: object, ...reports: SubmittedReport[]) {
  return conditions.coverage.judge(options, context({ id: 'coverage', reports })).part
}

test.each([
  [{ covered: 80, total: 100 }, 'pass'],
  [{ covered: 79, total: 100 }, 'fail'],
  [{ covered: 79_999, total: 100_000 }, 'fail'],
  [{ covered: 0, total: 0 }, 'fail'],
  [{ covered: 101, total: 100 }, 'error'],
  [{ covered: Number.NaN, total: 100 }, 'error'],
  [{ covered: 80, total: Number.NaN }, 'fail'],
] as const)('coverage of %j against a floor of 80 %% is %s', (lines, outcome) => {
  expect(judge({ lines: '>= 80%' }, covered(lines)).outcome).toBe(outcome)
})

test('the sentence names value, counts, report and floor, and never rounds up to the floor', () => {
  const part = judge({ lines: '>= 80%' }, covered({ covered: 799, total: 999 }))
  expect(part.reasons[0].sentence).toBe(
    'Coverage of lines is 79.97 % (799 of 999, coverage.xml), 0.03 points below the floor of 80 %',
  )
  expect(part.measurement).toMatchObject({ experiment: 799 / 999, limit: 0.8, experimentCount: 999 })
})

test('every selected report has to reach the floor', () => {
  const part = judge(
    { lines: '>= 80%' },
    covered({ covered: 100, total: 100 }),
    covered({ covered: 10, total: 100 }, null, 'legacy.xml'),
  )
  expect(part.outcome).toBe('fail')
  expect(part.reasons[0].sentence).toContain('legacy.xml')
  expect(part.evidence).toHaveLength(2)
})

test('branches that no report measured are undecided, not passed', () => {
  expect(judge({ branches: '>= 50%' }, covered({ covered: 9, total: 10 })).outcome).toBe('inconclusive')
})

test('the worst of several floors comes first', () => {
  const part = judge({ lines: '>= 95%', branches: '>= 50%' }, covered({ covered: 9, total: 10 }))
  expect(part.outcome).toBe('fail')
  expect(part.reasons.map(({ outcome }) => outcome)).toEqual(['fail', 'inconclusive'])
})
