import { describe, expect, test } from 'vitest'
import { parse, refusalOf, testsOf } from '../read.ts'

const event = (Action: string, Test?: string, more: object = {}): string =>
  JSON.stringify({ Action, Package: 'shop/cart', ...(Test === undefined ? {} : { Test }), ...more })
const events = (...lines: readonly string[]): string => `${lines.join('\n')}\n`
const end = event('pass')

describe('go test -json', () => {
  test('counts the last action per package and test, subtests and the tests around them', () => {
    const text = events(
      event('run', 'TestA'),
      event('run', 'TestA/x'),
      event('output', 'TestA/x', { Output: '    a_test.go:5: no\n' }),
      event('fail', 'TestA/x', { Elapsed: 0.5 }),
      event('fail', 'TestA'),
      event('pass', 'TestB'),
      event('skip', 'TestC'),
      event('fail'),
    )
    expect(parse(text).tally).toMatchObject({ tests: 4, pass: 1, fail: 2, skip: 1 })
    expect(testsOf(text)).toMatchObject({ total: 4, passed: 1, failed: 2, skipped: 1, suiteErrors: 0, suites: 1 })
    expect(testsOf(text).notable).toContainEqual(
      expect.objectContaining({ name: 'TestA/x', className: 'shop/cart', message: 'a_test.go:5: no', seconds: 0.5 }),
    )
  })

  test('knows a test that failed and passed when it was run again', () => {
    expect(testsOf(events(event('fail', 'TestA'), event('pass', 'TestA'), end))).toMatchObject({ passed: 1, flaky: 1 })
  })

  test('takes a test that began and has no result as an error', () => {
    expect(
      testsOf(events(event('run', 'TestA'), event('run', 'TestB'), event('fail', 'TestB'), event('fail'))),
    ).toMatchObject({ errors: 1, failed: 1, suiteErrors: 0 })
  })

  test('takes a package that failed without a failing test, and one without a result, as a failure of the suite', () => {
    const race = events(
      event('pass', 'TestA'),
      event('output', undefined, { Output: 'exit status 66\n' }),
      event('fail'),
    )
    expect(testsOf(race).suiteMessages).toEqual(['Package shop/cart failed: exit status 66'])
    expect(testsOf(events(event('start'), event('pass', 'TestA'))).suiteMessages).toEqual([
      'Package shop/cart has no result: the events end before it',
    ])
    expect(testsOf(events(event('skip'), event('start'), event('skip'))).suiteErrors).toBe(0)
  })

  test('keeps the failure of a package that passed later, unless it was that of tests which were run again', () => {
    const later = [event('start'), event('pass', 'TestA'), event('pass')]
    const alone = events(event('pass', 'TestA'), event('fail'), ...later)
    expect(testsOf(alone)).toMatchObject({ failed: 0, suiteErrors: 1, suiteMessages: ['Package shop/cart failed'] })
    expect(testsOf(events('FAIL\tshop/cart [build failed]', ...later)).suiteErrors).toBe(1)
    const again = events(event('fail', 'TestA'), event('fail'), ...later)
    expect(testsOf(again)).toMatchObject({ passed: 1, flaky: 1, suiteErrors: 0 })
    const panicked = events(event('run', 'TestA'), event('fail'), event('run', 'TestA'), ...later)
    expect(testsOf(panicked)).toMatchObject({ passed: 1, suiteErrors: 0 })
  })

  test('knows builds that failed, as events and as text between them', () => {
    const build = (Action: string): string =>
      JSON.stringify({ ImportPath: 'shop/cart [shop/cart.test]', Action, Output: 'a.go:3:1: undefined: x\n' })
    expect(
      testsOf(
        events(
          build('build-output'),
          build('build-fail'),
          event('fail', undefined, { FailedBuild: 'shop/cart [shop/cart.test]' }),
        ),
      ),
    ).toMatchObject({ total: 0, suiteErrors: 1 })
    expect(testsOf(events(build('build-output'), build('build-fail'))).suiteErrors).toBe(1)
    const older = events(
      '# shop/cart [shop/cart.test]',
      './a.go:3:1: undefined: x',
      'FAIL\tshop/pay [build failed]',
      event('pass', 'TestA'),
      end,
    )
    expect(testsOf(older)).toMatchObject({ passed: 1, suiteErrors: 1 })
  })

  test.each([
    ['a line that is no event', events(event('pass', 'TestA'), 'invalid line', end)],
    ['a line that breaks off', events(event('pass', 'TestA'), '{"Action":"fail","Pack')],
    ['an action that nobody knows', events(event('pass', 'TestA'), event('explode', 'TestA'))],
    ['a line that is another object', events(event('pass', 'TestA'), '{"a":1}')],
  ])('with %s is refused', (_, text) => expect(refusalOf(text).code).toBe('report-malformed'))

  test('of one event, and of events without a package, is read', () => {
    expect(testsOf(event('pass', 'TestA')).passed).toBe(1)
    expect(testsOf(events('{"Action":"run","Test":"TestA"}', '{"Action":"pass","Test":"TestA"}'))).toMatchObject({
      passed: 1,
      suiteErrors: 0,
    })
  })
})
