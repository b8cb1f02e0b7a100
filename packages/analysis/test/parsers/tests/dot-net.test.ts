import { describe, expect, test } from 'vitest'
import { parse, refusalOf, testsOf } from '../read.ts'

const nunit3 = (cases: string, attributes = ''): string =>
  `<test-run id="2" testcasecount="9"${attributes}><test-suite type="Assembly" name="shop.dll"><test-suite type="TestFixture" name="Cart" fullname="Shop.Cart">${cases}</test-suite></test-suite></test-run>`

describe('NUnit', () => {
  test('counts every case by its result, and an error by its label', () => {
    const cases =
      '<test-case name="a" result="Passed"/><test-case name="b" result="Failed"><failure><message>no\nmore</message></failure></test-case>' +
      '<test-case name="c" result="Failed" label="Error"/><test-case name="d" result="Skipped" label="Ignored"/>' +
      '<test-case name="e" result="Inconclusive"/><test-case name="f" result="Failed(Child)"/><test-case name="g" result="Warning"/>'
    const report = parse(nunit3(cases, ' total="7"'))
    expect(report.format).toBe('nunit')
    expect(report.evidence).toMatchObject([{ total: 7, passed: 2, failed: 2, errors: 1, skipped: 2, suiteErrors: 0 }])
    expect(report.warnings.map(({ code }) => code)).toEqual(['test-with-warning'])
    expect(report.tally).toMatchObject({ tests: 7, byResult: { Passed: 1, 'Failed(Child)': 1 } })
    expect(testsOf(nunit3(cases)).notable[0]).toMatchObject({ name: 'b', className: 'Cart', message: 'no' })
  })

  test('reads version 2, also before it had results', () => {
    const cases =
      '<test-case name="a" executed="True" result="Success"/><test-case name="b" executed="True" result="Failure"/>' +
      '<test-case name="c" executed="False" result="Ignored"/><test-case name="d" result="NotRunnable"/>' +
      '<test-case name="e" executed="True" success="True"/><test-case name="f" executed="True" success="False"/>' +
      '<test-case name="g" executed="False"/>'
    expect(testsOf(`<test-results total="5" not-run="2">${cases}</test-results>`)).toMatchObject({
      total: 7,
      passed: 2,
      failed: 2,
      errors: 1,
      skipped: 2,
    })
  })

  test('takes a case without a word that is known as an error', () => {
    expect(testsOf(nunit3('<test-case name="a" result="Splendid"/><test-case name="b"/>'))).toMatchObject({ errors: 2 })
  })

  test('takes a suite as failed that says so while no case of it failed', () => {
    const text =
      '<test-run result="Failed"><test-suite name="shop.dll" result="Failed"><test-suite name="Cart" result="Failed" site="TearDown"><failure><message>no disk</message></failure><test-case name="a" result="Passed"/></test-suite></test-suite></test-run>'
    expect(testsOf(text)).toMatchObject({
      passed: 1,
      suiteErrors: 1,
      suiteMessages: ['Cart says that it failed: no disk'],
    })
    const repeated = text.replace('"Passed"', '"Failed"')
    expect(testsOf(repeated)).toMatchObject({ failed: 1, suiteErrors: 0 })
  })

  test('tells when its own total is another', () => {
    expect(parse(nunit3('<test-case name="a" result="Passed"/>', ' total="3"')).warnings).toMatchObject([
      { code: 'summary-mismatch' },
    ])
  })

  test('that breaks off is refused', () => {
    expect(refusalOf('<test-run><test-suite><test-case name="a" result="Passed"/>').code).toBe('report-malformed')
  })
})

describe('xUnit.net', () => {
  const cases =
    '<test name="a" type="T" result="Pass" time="0.5"/><test name="b" type="T" result="Fail"><failure><message>no</message></failure></test>' +
    '<test name="c" result="Skip"><reason>later</reason></test><test name="d" result="NotRun"/><test name="e" result="?"/>'

  test.each([
    `<assemblies><assembly name="a.dll" total="5"><errors/><collection name="c">${cases}</collection></assembly></assemblies>`,
    `<assembly name="a.dll" run-date="2026-01-05"><class name="T">${cases}</class></assembly>`,
  ])('counts every test by its result in %s', (text) => {
    expect(testsOf(text)).toMatchObject({ total: 5, passed: 1, failed: 1, errors: 1, skipped: 2, suites: 1 })
    expect(testsOf(text).notable.map(({ name, message }) => [name, message])).toEqual([
      ['b', 'no'],
      ['c', 'later'],
      ['d', null],
      ['e', null],
    ])
  })

  test('takes an error of an assembly as a failure of the suite', () => {
    const text =
      '<assemblies><assembly name="a.dll" total="1"><errors><error type="assembly-cleanup" name="Db"><failure><message>gone</message></failure></error></errors><collection><test name="a" result="Pass"/></collection></assembly></assemblies>'
    expect(testsOf(text)).toMatchObject({ passed: 1, suiteErrors: 1, suiteMessages: ['Db failed: gone'] })
  })

  test('takes more failures or errors than are listed as a failure of the suite', () => {
    const pass = '<test name="a" result="Pass"/>'
    const fail = '<test name="b" result="Fail"/>'
    const assembly = (attributes: string, cases: string): string =>
      `<assemblies><assembly name="a.dll" ${attributes}>${cases}</assembly></assemblies>`
    expect(testsOf(assembly('failed="1"', pass)).suiteMessages).toEqual([
      'a.dll says that it has 1 failed tests and lists 0',
    ])
    expect(testsOf(assembly('failed="1" errors="0"', pass + fail)).suiteErrors).toBe(0)
    expect(testsOf(assembly('failed="0" errors="2"', pass)).suiteErrors).toBe(1)
    const inner = `<collection name="c" failed="1">${pass}</collection>`
    expect(testsOf(assembly('failed="1"', inner)).suiteMessages).toEqual([
      'c says that it has 1 failed tests and lists 0',
    ])
    expect(testsOf(assembly('failed="1"', `<class name="c" failed="1">${fail}</class>`)).suiteErrors).toBe(0)
  })

  test('is no other assembly', () => {
    expect(refusalOf('<assembly xmlns="urn:schemas-microsoft-com:asm.v1"/>').code).toBe('format-unsupported')
  })
})

describe('TRX', () => {
  const run = (results: string, rest = ''): string =>
    `<TestRun xmlns="http://microsoft.com/schemas/VisualStudio/TeamTest/2010"><Results>${results}</Results><TestDefinitions><UnitTest name="a" id="1"><TestMethod className="Shop.Cart, Shop" name="a"/></UnitTest></TestDefinitions>${rest}</TestRun>`

  test('counts every result by its outcome, and one without an outcome as an error', () => {
    const results =
      '<UnitTestResult testId="1" testName="a" outcome="Passed" duration="00:01:02.5000000"/>' +
      '<UnitTestResult testId="1" testName="b" outcome="Failed" duration="00:01:02.5"><Output><ErrorInfo><Message>no</Message></ErrorInfo></Output></UnitTestResult>' +
      '<UnitTestResult testName="c" outcome="NotExecuted"/><UnitTestResult testName="d" outcome="Inconclusive"/>' +
      '<UnitTestResult testName="e" outcome="Timeout"/><UnitTestResult testName="f"/>'
    const evidence = testsOf(run(results))
    expect(evidence).toMatchObject({ total: 6, passed: 1, failed: 1, errors: 2, skipped: 2, suiteErrors: 0 })
    expect(evidence.notable[0]).toMatchObject({ className: 'Shop.Cart', seconds: 62.5, message: 'no' })
  })

  test('is not the run of CppUnit or AUnit, which has the same root', () => {
    const cppunit =
      '<TestRun><FailedTests><FailedTest id="1"><Name>A::b</Name></FailedTest></FailedTests><SuccessfulTests/></TestRun>'
    expect(refusalOf(cppunit)).toMatchObject({ code: 'format-unsupported', message: 'Reports of cppunit are not read' })
    const aunit = '<TestRun elapsed="0.1"><Statistics><Tests>1</Tests></Statistics></TestRun>'
    expect(refusalOf(aunit).code).toBe('format-unsupported')
  })

  test('counts a test with rows of data by its rows', () => {
    const rows = (outer: string, ...inner: readonly string[]): string =>
      `<UnitTestResult testName="a" outcome="${outer}"><InnerResults>${inner.map((one) => `<UnitTestResult testName="a (1)" outcome="${one}"/>`).join('')}</InnerResults></UnitTestResult>`
    expect(testsOf(run(rows('Failed', 'Passed', 'Failed')))).toMatchObject({ passed: 1, failed: 1 })
    expect(testsOf(run(rows('Failed', 'Passed', 'Passed')))).toMatchObject({ passed: 2, failed: 1 })
    expect(parse(run(rows('Failed', 'Passed', 'Failed'))).tally).toMatchObject({ tests: 3 })
  })

  test('takes a run that ended badly, or notes an error, as a failure of the suite', () => {
    const passed = '<UnitTestResult testName="a" outcome="Passed"/>'
    const aborted = '<ResultSummary outcome="Failed"><Counters total="1"/></ResultSummary>'
    expect(testsOf(run(passed, aborted)).suiteErrors).toBe(1)
    const crashed =
      '<ResultSummary outcome="Failed"><RunInfos><RunInfo outcome="Error"><Text>Test host process crashed</Text></RunInfo></RunInfos></ResultSummary>'
    expect(testsOf(run(passed, crashed)).suiteMessages).toEqual(['The run notes: Test host process crashed'])
    expect(testsOf(run(passed, '<ResultSummary outcome="Completed"/>')).suiteErrors).toBe(0)
  })

  test('with nothing but counters is counted by them, and says so', () => {
    const text = run(
      '',
      '<ResultSummary outcome="Failed"><Counters total="5" passed="2" failed="1" notExecuted="2"/></ResultSummary>',
    )
    expect(testsOf(text)).toMatchObject({ total: 5, passed: 2, failed: 1, skipped: 2 })
    expect(parse(text).warnings).toMatchObject([{ code: 'totals-only' }])
    expect(testsOf(run('')).total).toBe(0)
  })
})
