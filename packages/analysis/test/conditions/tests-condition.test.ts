import { expect, test } from 'vitest'
import { conditions } from '../../src/conditions/index.ts'
import type { SubmittedReport, TestsEvidence } from '../../src/evidence/index.ts'
import type { Outcome } from '../../src/verdict/index.ts'
import { context, report, tests } from './report.ts'

function judge(options: object, ...evidence: TestsEvidence[]) {
  const reports: SubmittedReport[] = evidence.map((of) => report([of], { name: 'junit.xml' }))
  return conditions.tests.judge(options, context({ id: 'unit', reports })).part
}

test.each<[string, object, TestsEvidence, Outcome, string]>([
  ['ten good tests', {}, tests(10), 'pass', '10 tests ran, 0 failed, 0 were skipped'],
  ['no test', {}, tests(0), 'fail', "Report 'junit.xml' lists no test"],
  ['only skipped tests', {}, tests(5, { skipped: 5 }), 'fail', 'No test ran (5 listed, 5 skipped)'],
  ['a failure', {}, tests(10, { failed: 1 }), 'fail', '1 of 10 tests failed, at most 0 may'],
  ['an error', {}, tests(10, { errors: 1 }), 'fail', '1 of 10 tests failed, at most 0 may'],
  [
    'an error of a whole suite, however many failures may be',
    { maxFailures: 5 },
    tests(10, { suiteErrors: 1, suiteMessages: ['shop: cannot be loaded'] }),
    'fail',
    '1 failures stand outside every test: shop: cannot be loaded',
  ],
  ['as many failures as may be', { maxFailures: 2 }, tests(10, { failed: 2 }), 'pass', '10 tests ran, 2 failed'],
  ['fewer tests than expected', { minTests: 20 }, tests(10), 'fail', '10 tests ran, at least 20 are expected'],
  ['too many skipped', { maxSkipped: '10%' }, tests(10, { skipped: 2 }), 'fail', '20 % of 10 tests were skipped'],
  ['a flaky test', {}, tests(10, { flaky: 1 }), 'warn', '1 of 10 tests passed only when repeated'],
  [
    'more flaky tests than may be',
    { maxFlaky: 0 },
    tests(10, { flaky: 1 }),
    'fail',
    '1 tests passed only when repeated',
  ],
  ['counts that are no numbers', {}, tests(Number.NaN), 'fail', 'lists no test'],
  ['failures that are no number', {}, tests(10, { failed: Number.NaN }), 'fail', 'NaN of 10 tests failed'],
])('%s', (_, options, evidence, outcome, sentence) => {
  const part = judge(options, evidence)
  expect(part.outcome).toBe(outcome)
  expect(part.reasons[0].sentence).toContain(sentence)
})

test('an empty report beside a good one is no pass', () => {
  expect(judge({}, tests(10), tests(0)).outcome).toBe('fail')
})

test('the first failing tests are named', () => {
  const notable = ['one', 'two', 'three', 'four'].map((name) => ({
    name,
    className: 'shop.Cart',
    status: 'failed' as const,
    flaky: false,
    seconds: 1,
    message: null,
  }))
  const { reasons } = judge({}, tests(10, { failed: 4, notable }))
  expect(reasons[0].sentence).toBe('4 of 10 tests failed, at most 0 may: shop.Cart one, shop.Cart two, shop.Cart three')
})
