import { expect, test } from 'vitest'
import { conditions } from '../../src/conditions/index.ts'
import type { ReportWarning } from '../../src/evidence/index.ts'
import { context, report, tests } from './report.ts'

function judge(warnings: readonly ReportWarning[]) {
  const content = { kind: 'read', format: 'junit', evidence: [tests(3)], warnings } as const
  const other = report([], { content: { ...content, evidence: [], warnings: [{ code: 'x', message: 'not used' }] } })
  return conditions.tests.judge({}, context({ reports: [report([], { name: 'junit.xml', content }), other] })).part
}

test('a warning of a report that was used is told, and stops nothing', () => {
  const part = judge([{ code: 'summary-mismatch', message: 'The report says 4 tests and lists 3' }])
  expect(part.outcome).toBe('warn')
  expect(part.reasons.map(({ code, sentence }) => [code, sentence])).toEqual([
    ['report-warning', "Report 'junit.xml': The report says 4 tests and lists 3"],
    ['tests-passed', expect.any(String)],
  ])
})

test('without a warning there is none, whatever reports that were not used say', () => {
  expect(judge([])).toMatchObject({ outcome: 'pass', reasons: [{ code: 'tests-passed' }] })
})

test('of many warnings five are told, and how many more there are', () => {
  const { reasons } = judge(Array.from({ length: 8 }, (_, at) => ({ code: 'odd', message: `line ${at}` })))
  expect(reasons).toHaveLength(7)
  expect(reasons.at(-1)?.sentence).toBe('3 more warnings of its reports')
})
