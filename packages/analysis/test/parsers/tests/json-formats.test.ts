import { describe, expect, test } from 'vitest'
import { parse, refusalOf, testsOf } from '../read.ts'

describe('Jest and Vitest', () => {
  const report = (testResults: readonly object[], more: object = {}): string =>
    JSON.stringify({ numTotalTests: testResults.length, success: true, testResults, ...more })
  const file = (statuses: readonly string[], more: object = {}): object => ({
    name: '/shop/cart.test.ts',
    status: 'passed',
    assertionResults: statuses.map((status, index) => ({
      ancestorTitles: ['cart'],
      fullName: `cart ${index}`,
      title: String(index),
      status,
      failureMessages: status === 'failed' ? ['Error: no\n at a.ts'] : [],
    })),
    ...more,
  })

  test('count their assertion results, and an unknown status as an error', () => {
    const text = report([
      file(['passed', 'failed', 'pending', 'todo', 'skipped', 'disabled', 'odd'], { status: 'failed' }),
    ])
    expect(parse(text).format).toBe('jest-json')
    expect(testsOf(text)).toMatchObject({ total: 7, passed: 1, failed: 1, errors: 1, skipped: 4, suiteErrors: 0 })
    expect(testsOf(text).notable[0]).toMatchObject({ name: 'cart 1', message: 'Error: no' })
    expect([...testsOf(text).ranIn.keys()]).toEqual(['/shop/cart.test.ts', 'cart'])
  })

  test('that could not run a file have a failure of the suite', () => {
    const text = report(
      [file(['passed']), file([], { name: 'b.test.ts', status: 'failed', message: '\nCannot find module' })],
      { success: false, numTotalTests: 1 },
    )
    expect(testsOf(text)).toMatchObject({ suiteErrors: 1, suiteMessages: ['b.test.ts failed: Cannot find module'] })
    expect(parse(text).tally).toMatchObject({ files: 2, filesFailedToRun: 1 })
  })

  test('that say they did not succeed never pass', () => {
    expect(testsOf(report([file(['passed'])], { success: false })).suiteErrors).toBe(1)
    expect(testsOf(report([file(['failed'])], { success: false })).suiteErrors).toBe(0)
    expect(testsOf(report([file(['passed'])], { numFailedTests: 3 })).suiteErrors).toBe(1)
    expect(testsOf(report([file(['passed'])], { numFailedTests: 0 })).suiteErrors).toBe(0)
  })

  test('that were interrupted, or list fewer tests than they count, never pass', () => {
    expect(testsOf(report([file(['passed'])], { wasInterrupted: true })).suiteMessages).toEqual([
      'The run says that it was interrupted',
    ])
    expect(testsOf(report([file(['passed'])], { wasInterrupted: false })).suiteErrors).toBe(0)
    const short = report([file(['passed'])], { numTotalTests: 3 })
    expect(testsOf(short).suiteMessages).toEqual(['The run says that it has 3 tests and lists only 1'])
    expect(parse(short).warnings.map(({ code }) => code)).toEqual(['summary-mismatch'])
  })

  test('know a test that passed when it was tried again', () => {
    const text = report([
      { name: 'a', status: 'passed', assertionResults: [{ title: 'a', status: 'passed', invocations: 2 }] },
    ])
    expect(testsOf(text)).toMatchObject({ passed: 1, flaky: 1 })
  })

  test('whose tests are no list are refused', () => {
    const hidden = file([], { assertionResults: { a: { status: 'failed' } } })
    expect(refusalOf(report([file(['passed']), hidden])).code).toBe('report-malformed')
  })

  test('without a list are refused', () => {
    expect(refusalOf('{"numTotalTests":1,"testResults":{}}').code).toBe('report-malformed')
  })
})

describe('Mocha', () => {
  const one = (title: string, more: object = {}): object => ({
    title,
    fullTitle: `cart ${title}`,
    file: 'a.js',
    err: {},
    ...more,
  })
  const report = (lists: { passes?: object[]; failures?: object[]; pending?: object[]; tests?: object[] }): string =>
    JSON.stringify({ stats: { tests: 1, passes: 1 }, tests: [], passes: [], failures: [], pending: [], ...lists })

  test('counts its lists, and a hook that failed as a failure of the suite', () => {
    const [a, b, c] = [one('a'), one('b', { err: { message: 'no' } }), one('c')]
    const hook = one('"before each" hook', { err: { message: 'no disk' } })
    const text = report({ tests: [a, b, c], passes: [a], failures: [b, hook], pending: [c] })
    expect(parse(text).format).toBe('mocha-json')
    expect(testsOf(text)).toMatchObject({
      total: 3,
      passed: 1,
      failed: 1,
      skipped: 1,
      suiteErrors: 1,
      suiteMessages: ['cart "before each" hook: no disk'],
    })
  })

  test('has an error for a test in none of its lists, and a flaky one for a retry', () => {
    const retried = one('a', { currentRetry: 1 })
    expect(testsOf(report({ tests: [retried, one('b')], passes: [retried] }))).toMatchObject({
      passed: 1,
      flaky: 1,
      errors: 1,
    })
  })
})

describe('CTRF', () => {
  const report = (tests: readonly object[], summary: object = {}): string =>
    JSON.stringify({ results: { tool: { name: 'x' }, summary: { tests: tests.length, failed: 0, ...summary }, tests } })

  test('counts its tests, other words as errors', () => {
    const tests = ['passed', 'failed', 'skipped', 'pending', 'other'].map((status) => ({ name: status, status }))
    expect(parse(report(tests)).format).toBe('ctrf')
    expect(testsOf(report(tests))).toMatchObject({ total: 5, passed: 1, failed: 1, skipped: 2, errors: 1 })
  })

  test('knows flaky tests, and a summary that has failures which the list has not', () => {
    const tests = [{ name: 'a', status: 'passed', flaky: true, suite: ['x', 'y'], filePath: 'a.ts', duration: 20 }]
    expect(testsOf(report(tests, { failed: 1 }))).toMatchObject({ flaky: 1, suiteErrors: 1 })
    expect([...testsOf(report(tests)).ranIn.keys()]).toEqual(['x', 'y', 'x > y', 'a.ts'])
  })
})
