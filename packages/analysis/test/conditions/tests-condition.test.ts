import { describe, expect, test } from 'vitest'
import { conditions } from '../../src/conditions/index.ts'
import type { SubmittedReport, TestsEvidence, TestStatus } from '../../src/evidence/index.ts'
import type { Outcome } from '../../src/verdict/index.ts'
import { context, now, report, tests } from './report.ts'

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

test.each<[string, object, TestsEvidence, Outcome]>([
  ['enough suites', { minSuites: 2 }, tests(10, { suites: 2 }), 'pass'],
  ['too few suites', { minSuites: 3 }, tests(10, { suites: 2 }), 'fail'],
  ['a number of suites that is none', { minSuites: 3 }, tests(10, { suites: Number.NaN }), 'fail'],
  [
    'an expected suite that ran',
    { expectedSuites: ['shop.Cart'] },
    tests(9, { ranIn: new Map([['shop.Cart', 3]]) }),
    'pass',
  ],
  [
    'an expected suite by pattern',
    { expectedSuites: ['shop.*'] },
    tests(9, { ranIn: new Map([['shop.Cart', 3]]) }),
    'pass',
  ],
  [
    'an expected suite that only skipped',
    { expectedSuites: ['shop.Cart'] },
    tests(9, { ranIn: new Map([['shop.Cart', 0]]) }),
    'fail',
  ],
  [
    'an expected suite that is missing',
    { expectedSuites: ['a', 'b'] },
    tests(9, { ranIn: new Map([['a', 1]]) }),
    'fail',
  ],
  ['flaky tests that must not be', { flaky: 'fail' }, tests(10, { flaky: 1 }), 'fail'],
  ['flaky tests that do not matter', { flaky: 'ignore' }, tests(10, { flaky: 1 }), 'pass'],
  ['as many flaky tests as may be', { maxFlaky: 1 }, tests(10, { flaky: 1 }), 'pass'],
  ['as many flaky tests as may be, but told', { maxFlaky: 1, flaky: 'warn' }, tests(10, { flaky: 1 }), 'warn'],
  ['flaky tests that are no number', { maxFlaky: 1 }, tests(10, { flaky: Number.NaN }), 'fail'],
])('%s', (_, options, evidence, outcome) => {
  expect(judge(options, evidence).outcome).toBe(outcome)
})

describe('a test that is listed several times', () => {
  const repeated = (...statuses: readonly TestStatus[]): TestsEvidence => {
    const count = (status: TestStatus): number => statuses.filter((one) => one === status).length
    return tests(statuses.length + 1, {
      failed: count('failed'),
      errors: count('error'),
      skipped: count('skipped'),
      repeated: [{ name: 'a', className: null, statuses, flaky: 0 }],
      notable: statuses
        .filter((status) => status !== 'passed')
        .map((status) => ({ name: 'a', className: null, status, flaky: false, seconds: null, message: null })),
    })
  }

  test.each<[string, readonly TestStatus[], Outcome, number]>([
    ['all', ['failed', 'passed'], 'fail', 3],
    ['last-wins', ['failed', 'passed'], 'warn', 2],
    ['last-wins', ['passed', 'failed'], 'fail', 2],
    ['last-wins', ['failed', 'skipped'], 'fail', 2],
    ['last-wins', ['passed', 'passed'], 'pass', 2],
    ['any-pass', ['passed', 'failed', 'error'], 'warn', 2],
    ['any-pass', ['failed', 'error'], 'fail', 2],
    ['any-pass', ['skipped', 'skipped'], 'pass', 2],
  ])('by the rule %s and as %j comes to %s, among %s tests', (retries, statuses, outcome, total) => {
    const part = judge({ retries }, repeated(...statuses))
    expect(part.outcome).toBe(outcome)
    expect(part.reasons[0].facts['total']).toBe(total)
  })

  test('is flaky where it counts as passed, and not among the failing ones', () => {
    const { reasons } = judge({ retries: 'last-wins', flaky: 'fail' }, repeated('failed', 'passed'))
    expect(reasons.map(({ code }) => code)).toEqual(['tests-flaky'])
    expect(reasons[0].sentence).toBe('1 of 2 tests passed only when repeated')
  })
})

test('the same report twice counts once', () => {
  const one = report([tests(10)], { name: 'junit.xml' })
  const { part } = conditions.tests.judge({ minTests: 15 }, context({ reports: [one, { ...one, name: 'copy.xml' }] }))
  expect(part.outcome).toBe('fail')
})

test('a report that is too old is no proof', () => {
  const reports = [report([tests(10)], { collectedAt: now - 7_200_000 })]
  expect(conditions.tests.judge({ maxReportAge: '1h' }, context({ reports })).part.outcome).toBe('inconclusive')
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
