import { describe, expect, test } from 'vitest'
import { coverageOf, parse, refusalOf } from '../read.ts'

const clover = (files: string, metrics = ''): string =>
  `<?xml version="1.0"?><coverage generated="1" clover="4.4.1"><project timestamp="1">${metrics}${files}</project></coverage>`
const line = (num: number, type: string, rest: string): string => `<line num="${num}" type="${type}" ${rest}/>`

describe('Clover', () => {
  test('counts distinct lines of statements and conditions, and methods apart', () => {
    const lines = [
      line(1, 'method', 'count="1"'),
      line(2, 'stmt', 'count="0"'),
      line(2, 'stmt', 'count="3"'),
      line(3, 'cond', 'truecount="2" falsecount="0"'),
      line(4, 'method', 'count="0"'),
    ]
    const evidence = coverageOf(clover(`<package name="a.b"><file name="X.java">${lines.join('')}</file></package>`))
    expect(evidence).toMatchObject({
      lines: { covered: 2, total: 2 },
      statements: { covered: 2, total: 3 },
      branches: { covered: 1, total: 2 },
      functions: { covered: 1, total: 2 },
      files: [{ path: 'a/b/X.java', partial: new Set([3]) }],
    })
  })

  test('reads the conditions of Istanbul as taken branches and others', () => {
    const metrics = '<metrics statements="1" coveredstatements="1" methods="4" coveredmethods="3"/>'
    const file = `<file name="x.ts" path="/repo/x.ts">${metrics}${line(3, 'cond', 'count="5" truecount="3" falsecount="1"')}</file>`
    expect(coverageOf(clover(file, metrics))).toMatchObject({
      lines: { covered: 1, total: 1 },
      branches: { covered: 3, total: 4 },
      functions: { covered: 3, total: 4 },
      files: [{ path: '/repo/x.ts', partial: new Set([3]) }],
    })
  })

  test('takes files that stand directly in the project, and leaves out the code of tests', () => {
    const tests = `<testproject timestamp="1"><file name="XTest.php">${line(1, 'stmt', 'count="1"')}</file></testproject>`
    const text = clover(`<file name="/src/X.php">${line(1, 'stmt', 'count="0"')}</file>`).replace(
      '</coverage>',
      `${tests}</coverage>`,
    )
    const report = parse(text)
    expect(report.evidence).toMatchObject([{ lines: { covered: 0, total: 1 }, files: [{ path: '/src/X.php' }] }])
    expect(report.tally).toMatchObject({ files: 1, stmtLines: 1, stmtCovered: 0 })
  })

  test('tells when the sums of the project are of other statements', () => {
    const file = `<file name="a">${line(1, 'stmt', 'count="1"')}</file>`
    expect(parse(clover(file, '<metrics statements="9" coveredstatements="3"/>')).warnings).toMatchObject([
      { code: 'summary-mismatch' },
    ])
    expect(parse(clover(file, '<metrics statements="1" coveredstatements="1"/>')).warnings).toEqual([])
  })

  test('passes over lines of other types with a warning', () => {
    expect(parse(clover(`<file name="a">${line(1, 'block', '')}</file>`)).warnings).toMatchObject([
      { code: 'foreign-lines' },
    ])
  })

  test('is not the report of CTC++, which has a project too', () => {
    const ctc =
      '<coverage version="1.1" ctcreport-version="10.1"><project name="a"><file name="b"/></project></coverage>'
    expect(refusalOf(ctc)).toMatchObject({
      code: 'format-unsupported',
      message: 'Reports of testwell-ctc are not read',
    })
  })

  test('of nothing has a total of 0', () => {
    expect(coverageOf('<coverage generated="1" clover="3.2.0"></coverage>').lines).toEqual({ covered: 0, total: 0 })
    expect(coverageOf(clover('')).lines).toEqual({ covered: 0, total: 0 })
  })

  test.each([line(1, 'stmt', ''), line(1, 'stmt', 'count="x"'), '<line type="stmt" count="1"/>'])(
    '%s is refused',
    (one) => {
      expect(refusalOf(clover(`<file name="a">${one}</file>`)).code).toBe('report-malformed')
    },
  )
})
