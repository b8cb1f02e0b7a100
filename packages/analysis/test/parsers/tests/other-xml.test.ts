import { expect, test } from 'vitest'
import { parse, testsOf } from '../read.ts'

test('TestNG counts methods, the last try of each, and no set-up but one that failed', () => {
  const methods =
    '<test-method name="setUp" status="PASS" is-config="true"/><test-method name="a" signature="a()" status="PASS" duration-ms="1500"/>' +
    '<test-method name="b" signature="b()" status="FAIL" retried="true"/><test-method name="b" signature="b()" status="PASS"/>' +
    '<test-method name="c" signature="c()" status="FAIL"><exception><message>no</message></exception></test-method>' +
    '<test-method name="d" signature="d()" status="SKIP"/>' +
    '<test-method name="tearDown" status="FAIL" is-config="true"><exception><message>gone</message></exception></test-method>'
  const text = `<testng-results passed="2"><suite name="S"><test name="T"><class name="shop.Cart">${methods}</class></test></suite></testng-results>`
  expect(testsOf(text)).toMatchObject({
    total: 4,
    passed: 2,
    failed: 1,
    skipped: 1,
    flaky: 1,
    suiteErrors: 1,
    suiteMessages: ['shop.Cart tearDown failed: gone'],
  })
  expect(testsOf(text).notable.find(({ name }) => name === 'c')).toMatchObject({
    className: 'shop.Cart',
    message: 'no',
  })
})

test("Sonar's generic test data counts its cases, the worst word of each", () => {
  const text =
    '<testExecutions version="1"><file path="a.ts"><testCase name="a" duration="5"/><testCase name="b" duration="5"><skipped message="s"/><failure message="no"/></testCase><testCase name="c" duration="5"><error/></testCase></file></testExecutions>'
  expect(parse(text).format).toBe('sonar-generic-tests')
  expect(testsOf(text)).toMatchObject({ total: 3, passed: 1, failed: 1, errors: 1, suites: 1 })
})

test('TestNG that counts more failures than it lists has a failure of the suite', () => {
  const results = (failed: number, methods: string): string =>
    `<testng-results failed="${failed}"><suite name="S"><test name="T"><class name="C">${methods}</class></test></suite></testng-results>`
  const pass = '<test-method name="a" status="PASS"/>'
  const fail = '<test-method name="b" status="FAIL"/>'
  expect(testsOf(results(2, pass + fail)).suiteMessages).toEqual(['The report says that it has 2 failures and lists 1'])
  expect(testsOf(results(1, pass + fail)).suiteErrors).toBe(0)
  // A try that was repeated is listed too.
  expect(testsOf(results(1, '<test-method name="b" status="FAIL" retried="true"/>' + pass)).suiteErrors).toBe(0)
})
