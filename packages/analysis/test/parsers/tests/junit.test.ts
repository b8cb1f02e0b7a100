import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { AnalysisError } from '../../../src/errors.ts'
import { parse, refusalOf, testsOf } from '../read.ts'

const suite = (cases: string, attributes = ''): string =>
  `<testsuites><testsuite name="s"${attributes}>${cases}</testsuite></testsuites>`

describe('JUnit', () => {
  test('counts test cases at any depth, error before failure before skipped', () => {
    const cases =
      '<testcase name="a"/><testsuite><testcase name="b"><failure message="no"/></testcase></testsuite>' +
      '<testcase name="c"><skipped/><failure/></testcase><testcase name="d"><failure/><error message="e"/></testcase><testcase name="e"><skipped/></testcase>'
    expect(testsOf(suite(cases))).toMatchObject({ total: 5, passed: 1, failed: 2, errors: 1, skipped: 1, flaky: 0 })
    expect(testsOf(suite(cases)).notable.map(({ name, status, message }) => [name, status, message])).toEqual([
      ['b', 'failed', 'no'],
      ['c', 'failed', ''],
      ['d', 'error', ''],
      ['e', 'skipped', null],
    ])
  })

  test('takes a failing test that is still to be done as skipped', () => {
    expect(testsOf(suite('<testcase name="a"><skipped type="todo"/><failure/></testcase>'))).toMatchObject({
      failed: 0,
      skipped: 1,
    })
  })

  test('knows tests that passed when repeated', () => {
    const cases = '<testcase name="a"><flakyFailure/></testcase><testcase name="b"><failure/><rerunFailure/></testcase>'
    expect(testsOf(suite(cases))).toMatchObject({ passed: 1, flaky: 1, failed: 1 })
  })

  test('knows failures in other letters, and tallies them as they stand', () => {
    const cases =
      '<testcase name="a"><Failure message="no"/></testcase><testcase name="b"><ERROR/></testcase><testcase name="c"/>'
    expect(testsOf(suite(cases))).toMatchObject({ passed: 1, failed: 1, errors: 1, suiteErrors: 0 })
    expect(testsOf(suite(cases)).notable[0]).toMatchObject({ name: 'a', status: 'failed', message: 'no' })
    expect(parse(suite(cases)).tally).toMatchObject({ passed: 3, failed: 0, errors: 0 })
    expect(testsOf(suite('<Error message="crashed"/><testcase name="a"/>')).suiteMessages).toEqual(['s: crashed'])
  })

  test('counts a failure that stands in no test case', () => {
    expect(testsOf(suite('<error message="the suite crashed"/><testcase name="a"/>')).suiteErrors).toBe(1)
  })

  test('does not count a suite without a name that sums up the others', () => {
    const others = '<testsuite name="a"><testcase name="b"/><testcase name="c"><failure/></testcase></testsuite>'
    const report = parse(`<testsuites><testsuite name="" tests="2" failures="0" errors="1"/>${others}</testsuites>`)
    expect(report.evidence).toMatchObject([{ total: 2, passed: 1, failed: 1, errors: 0 }])
    const more = `<testsuites><testsuite name="" tests="2" failures="2"/>${others}</testsuites>`
    expect(testsOf(more)).toMatchObject({ total: 4, failed: 3 })
  })

  test('takes the totals of a suite that lists nothing, and says so', () => {
    const report = parse('<testsuite name="s" tests="6" failures="1" errors="1" skipped="2"/>')
    expect(report.evidence).toMatchObject([{ total: 6, passed: 2, failed: 1, errors: 1, skipped: 2 }])
    expect(report.warnings.map(({ code }) => code)).toContain('totals-only')
  })

  test('with no test has a total of 0', () => {
    expect(testsOf('<testsuite tests="0" failures="0"/>')).toMatchObject({ total: 0, passed: 0 })
  })

  test('tells when its own total is another', () => {
    expect(
      parse('<testsuites tests="9"><testsuite><testcase name="a"/></testsuite></testsuites>').warnings,
    ).toMatchObject([{ code: 'summary-mismatch' }])
  })

  test.each([
    ['<testcase name="a" status="notrun"/>', { skipped: 1 }],
    ['<testcase name="a" status="run" result="suppressed"/>', { skipped: 1 }],
    ['<testcase name="a" status="failed"/>', { failed: 1 }],
    ['<testcase name="a" status="timedout"/>', { errors: 1 }],
    ['<testcase name="a" ignored="true"/>', { skipped: 1 }],
    ['<testcase name="a" incomplete="true"/>', { errors: 1 }],
    ['<testcase name="a" status="run" result="completed"/>', { passed: 1 }],
    ['<testcase name="a" status="passed"/>', { passed: 1 }],
    ['<testcase name="a" status="passed"><failure/></testcase>', { failed: 1 }],
  ])('judges %s without a verdict inside by its attributes', (cases, counts) => {
    expect(testsOf(suite(cases))).toMatchObject({ total: 1, passed: 0, failed: 0, errors: 0, skipped: 0, ...counts })
  })

  test('warns of a status that it does not know', () => {
    const cases = '<testcase name="a" status="splendid"/><testcase name="b" status="run" result="completed"/>'
    expect(testsOf(suite(cases)).passed).toBe(2)
    expect(parse(suite(cases)).warnings).toMatchObject([{ code: 'unknown-status' }])
  })

  test('takes a suite that says it has failures and lists only passed tests as failed', () => {
    expect(testsOf(suite('<testcase name="a"/>', ' failures="1"'))).toMatchObject({
      passed: 1,
      suiteErrors: 1,
      suiteMessages: ["Suite 's' says that it has 1 failures and 0 errors and lists none"],
    })
    const todo = '<testcase name="a"><skipped type="todo"/><failure/></testcase>'
    expect(testsOf(suite(todo, ' failures="1"')).suiteErrors).toBe(0)
    const inner = '<testsuite name="in"><testcase name="a"><failure/></testcase></testsuite>'
    expect(testsOf(suite(inner, ' failures="1"')).suiteErrors).toBe(0)
  })

  test('says of its failures in total alone that it failed', () => {
    const said = (failures: number): number =>
      testsOf(`<testsuites failures="${failures}"><testsuite><testcase name="a"/></testsuite></testsuites>`).suiteErrors
    expect([said(2), said(0)]).toEqual([1, 0])
  })

  test('says which suites, classes and files ran, and how many', () => {
    const cases =
      '<testsuite name="in"><testcase name="a" classname="C" file="a.ts"/><testcase name="b" classname="D"><skipped/></testcase></testsuite>'
    const { suites, ranIn } = testsOf(
      suite(`${cases}<testsuite name="off"><testcase name="c"><skipped/></testcase></testsuite>`),
    )
    expect(suites).toBe(1)
    expect([...ranIn]).toEqual([
      ['s', 1],
      ['in', 1],
      ['C', 1],
      ['a.ts', 1],
      ['D', 0],
      ['off', 0],
    ])
  })

  test('keeps tests of the same name in one suite, class and file together, and others apart', () => {
    const one = '<testcase name="a" classname="C"><failure/></testcase><testcase name="a" classname="C"/>'
    expect(testsOf(suite(one)).repeated).toEqual([
      { name: 'a', className: 'C', statuses: ['failed', 'passed'], flaky: 0 },
    ])
    const browsers = ['chromium', 'firefox'].map(
      (host) => `<testsuite name="a.spec.ts" hostname="${host}"><testcase name="a" classname="C"/></testsuite>`,
    )
    expect(testsOf(`<testsuites>${browsers.join('')}</testsuites>`).repeated).toEqual([])
  })

  test('takes the first line of the text where a failure has no message, and never the output of the test', () => {
    const cases =
      '<testcase name="a"><system-out>secret</system-out><failure type="x">\n  expected 1\n  at a.ts</failure></testcase>'
    expect(testsOf(suite(cases.replaceAll('\\n', '\n'))).notable[0]?.message).toBe('expected 1')
  })

  test('counts a test within a test, and a retry that is listed without a failure as flaky', () => {
    expect(testsOf(suite('<testcase name="a"><testcase name="b"><failure/></testcase></testcase>'))).toMatchObject({
      passed: 1,
      failed: 1,
    })
    expect(testsOf(suite('<testcase name="a"><rerunFailure/></testcase>'))).toMatchObject({ passed: 1, flaky: 1 })
  })

  test('reads the sessions that Eclipse writes', () => {
    expect(
      testsOf('<testrun name="x" tests="1"><testsuite name="s"><testcase name="a"/></testsuite></testrun>'),
    ).toMatchObject({ passed: 1 })
  })

  test('keeps a message short and without what a terminal would act on', () => {
    const cases = `<testcase name="a&#10;::error::b"><failure message="${'x'.repeat(2000)}"/></testcase>`
    const [notable] = testsOf(suite(cases)).notable
    expect(notable?.message?.length).toBeLessThanOrEqual(500)
    expect(notable?.name).not.toContain('\n')
  })

  test('cut anywhere is refused, and never gives fewer failures', () => {
    const text = suite('<testcase name="a"/><testcase name="b"><failure message="no"/></testcase><testcase name="c"/>')
    fc.assert(
      fc.property(fc.nat(text.length - 1), (length) => {
        expect(['report-malformed', 'report-empty', 'format-unsupported']).toContain(
          refusalOf(text.slice(0, length)).code,
        )
      }),
    )
  })

  test('changed anywhere is read or refused, and never a crash', () => {
    const text = suite('<testcase name="a" time="0.1"/><testcase name="b"><failure message="no"/></testcase>')
    fc.assert(
      fc.property(fc.nat(text.length), fc.string({ unit: 'binary', maxLength: 3 }), fc.nat(5), (at, put, cut) => {
        try {
          parse(text.slice(0, at) + put + text.slice(at + cut))
        } catch (error) {
          expect(error).toBeInstanceOf(AnalysisError)
        }
      }),
      { numRuns: 1000 },
    )
  })
})
