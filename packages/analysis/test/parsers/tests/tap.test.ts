import { describe, expect, test } from 'vitest'
import { readTapLine } from '../../../src/parsers/tests/tap/tap-line.ts'
import { parse, refusalOf, testsOf } from '../read.ts'

describe('TAP', () => {
  test('counts test points, and skipped and unfinished ones as skipped whatever they say', () => {
    const text =
      "TAP version 13\n1..5\nok 1 - a\nnot ok 2 - b\n  ---\n  duration_ms: 1500\n  error: 'no'\n  stack: |-\n    not ok 9 - in a block\n  ...\nok 3 # SKIP later\nnot ok 4 - d # TODO soon\nok 5 - e # todo\n# tests 5\n"
    const evidence = testsOf(text)
    expect(parse(text).format).toBe('tap')
    expect(evidence).toMatchObject({ total: 5, passed: 1, failed: 1, skipped: 3, suiteErrors: 0 })
    expect(evidence.notable[0]).toMatchObject({ name: 'b', message: 'no', seconds: 1.5 })
  })

  test('counts the points of subtests, and not the point that sums them up', () => {
    const text =
      'TAP version 14\n# Subtest: cart\n    ok 1 - a\n    # Subtest: deep\n        not ok 1 - b\n        1..1\n    not ok 2 - deep\n    1..2\nnot ok 1 - cart\nok 2 - alone\n1..2\n'
    expect(testsOf(text)).toMatchObject({ total: 3, passed: 2, failed: 1, suiteErrors: 0 })
    expect(testsOf(text).notable[0]?.name).toBe('cart > deep > b')
    expect([...testsOf(text).ranIn]).toEqual([
      ['cart', 2],
      ['deep', 1],
    ])
  })

  test('reads subtests in braces', () => {
    const text =
      'TAP version 14\nnot ok 1 - cart # time=5ms {\n    ok 1 - a # time=1ms\n    not ok 2 - b\n    1..2\n}\n1..1\n'
    expect(testsOf(text)).toMatchObject({ total: 2, passed: 1, failed: 1, suiteErrors: 0 })
    expect(testsOf(text).notable[0]?.name).toBe('cart > b')
  })

  test('finds the message of a failure in a nested block', () => {
    const text =
      '1..1\nnot ok 1 - a\n    ---\n    error:\n        name: "E"\n        message: "no"\n    at: "x"\n    ...\n'
    expect(testsOf(text).notable[0]?.message).toBe('no')
    expect(testsOf('1..1\nnot ok 1 - a\n  ---\n  error: |-\n    first\n    second\n  ...\n').notable[0]?.message).toBe(
      'first',
    )
  })

  test('sets aside all in a subtest that is to be done', () => {
    const text = '1..1\n    not ok 1 - a\n    1..1\nnot ok 1 - cart # TODO later\n'
    expect(testsOf(text)).toMatchObject({ total: 1, skipped: 1, failed: 0, suiteErrors: 0 })
  })

  test.each([
    ['1..3\nok 1\nok 2\n', 'The plan says 3 tests, 2 came'],
    ['1..1\nok 1\nok 2\n', 'The plan says 1 tests, 2 came'],
    ['TAP version 13\nok 1\n', 'There is no plan: the report may have been cut off'],
    ['TAP version 13\n', 'There is no plan: the report may have been cut off'],
    ['1..2\nok 1\nBail out! no database\n', 'Bail out! no database'],
    ['1..1\n1..1\nok 1\n', 'There are two plans'],
    ['1..1\nok 1\n  ---\n  not ok 2\n', 'A block of details has no end: the report may have been cut off'],
    ['1..1\n    ok 1 - a\n    1..2\nok 1 - cart\n', 'cart: The plan says 2 tests, 1 came'],
    ['1..1\n    ok 1 - a\n    1..1\nnot ok 1 - cart\n', 'cart: it failed, and no test in it did'],
    ['TAP version 14\n    ok 1 - a\n    1..1\n1..0\n', 'A subtest has no result of its own'],
    ['1..1\nok 1 - cart {\n', "Subtest 'cart' did not come"],
  ])('%j is a failure of the suite', (text, message) => {
    expect(testsOf(text).suiteMessages).toContainEqual(
      message.includes('cart:') ? message : expect.stringContaining(message),
    )
  })

  test('that skips everything has no test', () => {
    expect(testsOf('1..0 # SKIP no database\n')).toMatchObject({ total: 0, suiteErrors: 0 })
  })

  test('adds up reports in one file', () => {
    expect(testsOf('TAP version 13\n1..1\nok 1\nTAP version 13\n1..1\nnot ok 1\n')).toMatchObject({
      passed: 1,
      failed: 1,
      suiteErrors: 0,
    })
  })

  test('passes over output, also before its version', () => {
    expect(testsOf('> shop@1 test\n> tape\n\nTAP version 13\nhello\nokay then\nok 1 - a\n1..1\n')).toMatchObject({
      total: 1,
    })
  })

  test.each(['ok  \tshop/cart\t0.1s\n', 'okay\n', 'not okay\n', 'hello\n1..2\n'])('is not %j', (text) => {
    expect(refusalOf(text).code).toBe('format-unsupported')
  })

  test('counts a point whose dash or mark follows without a space', () => {
    const text = 'TAP version 13\n1..4\nok-a\nnot ok-b\nok-# skip c\nnot ok# TODO d\n'
    expect(testsOf(text)).toMatchObject({ total: 4, passed: 1, failed: 1, skipped: 2, suiteErrors: 0 })
    expect(testsOf(text).notable[0]?.name).toBe('b')
  })

  test('names may hold marks that are escaped', () => {
    expect(readTapLine(String.raw`ok 1 - issue \#5 is fixed # SKIP not \# here`)).toMatchObject({
      name: 'issue #5 is fixed',
      directive: 'skip',
    })
  })
})
