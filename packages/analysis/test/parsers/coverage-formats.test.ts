import { describe, expect, test } from 'vitest'
import { coverageOf, parse, refusalOf } from './read.ts'

const cobertura = (classes: string, rate = '0.5'): string =>
  `<?xml version="1.0"?><!DOCTYPE coverage SYSTEM "http://cobertura.sourceforge.net/xml/coverage-04.dtd"><coverage line-rate="${rate}"><packages><package name="p"><classes>${classes}</classes></package></packages></coverage>`
const line = (number: number, hits: number, more = ''): string => `<line number="${number}" hits="${hits}"${more}/>`

describe('Cobertura', () => {
  test('counts the distinct lines of a file over its classes, with the most hits', () => {
    const one = `<class name="A" filename="a.ts"><lines>${line(1, 0)}${line(2, 3)}</lines></class>`
    const two = `<class name="A$B" filename="a.ts"><lines>${line(1, 5)}${line(3, 0)}</lines></class>`
    const report = parse(cobertura(one + two))
    expect(report.evidence).toMatchObject([
      { basis: 'distinct-lines', lines: { covered: 2, total: 3 }, branches: null },
    ])
    expect(report.tally).toMatchObject({ classes: 2, files: 1, rawLineElements: 4, duplicateLineEntries: 1 })
  })

  test('takes the lines of methods only for a class that has none of its own', () => {
    const method = `<methods><method name="m"><lines>${line(1, 1)}${line(2, 0)}</lines></method></methods>`
    const repeated = `<class name="A" filename="a.ts">${method}<lines>${line(1, 1)}</lines></class>`
    const alone = `<class name="B" filename="b.ts">${method}</class>`
    expect(coverageOf(cobertura(repeated)).lines).toEqual({ covered: 1, total: 1 })
    expect(coverageOf(cobertura(alone)).lines).toEqual({ covered: 1, total: 2 })
    expect(parse(cobertura(repeated + alone))).toMatchObject({
      evidence: [{ lines: { covered: 2, total: 3 } }],
      tally: { linesCovered: 1, linesTotal: 1, branchesTotal: 0 },
    })
  })

  test('reads counts of branches with spaces in them', () => {
    const spaced = line(1, 1, ' branch="true" condition-coverage="50.0% ( 1 / 2 )"')
    const classes = `<class filename="a.c"><lines>${spaced}</lines></class>`
    expect(coverageOf(cobertura(classes)).branches).toEqual({ covered: 1, total: 2 })
  })

  test('adds up branches of lines that have them, the best of duplicates', () => {
    const branch = (covered: number): string =>
      line(1, 1, ` branch="True" condition-coverage="${covered * 25}% (${covered}/4)"`)
    const classes = `<class filename="a"><lines>${branch(1)}${branch(3)}${line(2, 1, ' branch="true"')}</lines></class>`
    expect(coverageOf(cobertura(classes)).branches).toEqual({ covered: 3, total: 4 })
  })

  test('tells when its own rate is not that of its lines', () => {
    const classes = `<class filename="a"><lines>${line(1, 1)}</lines></class>`
    expect(parse(cobertura(classes, '0.2')).warnings).toMatchObject([{ code: 'summary-mismatch' }])
    expect(parse(cobertura(classes, '1')).warnings).toEqual([])
  })

  test('without a line has a total of 0, which no floor accepts', () => {
    expect(coverageOf(cobertura('')).lines).toEqual({ covered: 0, total: 0 })
  })

  test('counts methods by class, name and signature, and knows its source roots', () => {
    const method = (name: string, lines: string, more = ''): string =>
      `<method name="${name}" signature="()"${more}><lines>${lines}</lines></method>`
    const methods = `<methods>${method('a', line(1, 2))}${method('b', line(2, 0))}${method('c', '', ' line-rate="1"')}</methods>`
    const text = cobertura(
      `<class name="A" filename="a.py">${methods}<lines>${line(1, 2)}${line(2, 0)}</lines></class>`,
    )
    const evidence = coverageOf(text.replace('<packages>', '<sources><source> /repo/src </source></sources><packages>'))
    expect(evidence).toMatchObject({ functions: { covered: 2, total: 3 }, roots: ['/repo/src'] })
  })

  test('keeps files of strange names', () => {
    const classes = `<class filename="__proto__"><lines>${line(1, 0)}</lines></class>`
    expect(coverageOf(cobertura(classes)).files.map(({ path }) => path)).toEqual(['__proto__'])
    expect(({} as Record<string, unknown>)['lines']).toBeUndefined()
  })

  test('cut off, with an entity of its own, or nested without end is refused', () => {
    const whole = cobertura(`<class filename="a"><lines>${line(1, 1)}</lines></class>`)
    expect(refusalOf(whole.slice(0, -20)).code).toBe('report-malformed')
    expect(
      refusalOf(`<!DOCTYPE coverage [<!ENTITY a "b">]><coverage line-rate="1"><packages>&a;</packages></coverage>`)
        .code,
    ).toBe('report-malformed')
    expect(refusalOf(`<coverage line-rate="1">${'<packages>'.repeat(200_000)}`).code).toBe('report-over-limit')
  })
})

describe('lcov', () => {
  test('adds hits of the same line over records of the same file, and takes a record without an end', () => {
    const text = 'TN:\nSF:a.ts\nDA:1,0\nDA:2,1\nend_of_record\nSF:a.ts\nDA:1,2\nDA:3,0,checksum/+\n'
    expect(coverageOf(text)).toMatchObject({ basis: 'distinct-lines', lines: { covered: 2, total: 3 } })
    expect(parse(text).tally).toMatchObject({ records: 2, files: 1, daEntries: 4 })
  })

  test('reads branches with commas in their names, and - as not reached', () => {
    const text = 'SF:a\r\nDA:1,1\r\nBRDA:1,0,if (a, b),1\r\nBRDA:1,0,else,-\r\nend_of_record\r\n'
    expect(coverageOf(text).branches).toEqual({ covered: 1, total: 2 })
  })

  test('reads functions of lcov 1 and 2, their names with commas', () => {
    const one = 'SF:a\nFN:1,9,main\nFN:3,f(int, int)\nFNDA:1,main\nFNDA:0,f(int, int)\nDA:1,1\nend_of_record\n'
    expect(coverageOf(one).functions).toEqual({ covered: 1, total: 2 })
    const two = 'SF:a\nFNL:0,1,7\nFNA:0,2,foo\nFNA:0,0,bar(a, b)\nDA:1,1\nend_of_record\n'
    expect(coverageOf(two).functions).toEqual({ covered: 1, total: 2 })
  })

  test('counts branches of exceptions, decimal hits, and counters that ran over as not covered', () => {
    const text = 'SF:a\nDA:1,1.5e+20\nDA:2,-3\nDA:4294967295,0\nBRDA:1,e0,0,1\nBRDA:1,e0,1,-\nend_of_record\n'
    expect(coverageOf(text)).toMatchObject({
      lines: { covered: 1, total: 3 },
      branches: { covered: 1, total: 2 },
      files: [{ partial: new Set([1]) }],
    })
  })

  test('takes a count that is no number for 0, with a warning', () => {
    const report = parse('SF:a\nDA:1,0x10\nDA:2,1.a0e+19\nDA:3,1\nBRDA:3,0,0,many\nend_of_record\n')
    expect(report.evidence).toMatchObject([{ lines: { covered: 1, total: 3 }, branches: { covered: 0, total: 1 } }])
    expect(report.warnings).toMatchObject([
      { code: 'unreadable-counts', message: expect.stringMatching(/^3 /) as unknown },
    ])
  })

  test('passes over comments, and over foreign lines with a warning', () => {
    expect(parse('TN:\n# a comment\nSF:a\nDA:1,1\nend_of_record\n').warnings).toEqual([])
    expect(parse('SF:a\nDA:1,1\nhello\nend_of_record\n').warnings).toMatchObject([{ code: 'foreign-lines' }])
  })

  test('tells when its sums are of other lines', () => {
    expect(parse('SF:a\nDA:1,1\nLF:5\nLH:4\nend_of_record\n').warnings).toMatchObject([{ code: 'summary-mismatch' }])
  })

  test.each(['SF:a\nDA:one,1\n', 'SF:a\nDA:1\n', 'SF:a\nend_of_record\nDA:1,1\n', 'SF:a\nBRDA:1,0,0,\n'])(
    '%j is refused with its line',
    (text) => {
      expect(refusalOf(text)).toMatchObject({
        code: 'report-malformed',
        message: expect.stringContaining('line ') as unknown,
      })
    },
  )
})
