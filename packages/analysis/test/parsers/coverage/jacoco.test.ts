import { describe, expect, test } from 'vitest'
import { coverageOf, parse, refusalOf } from '../read.ts'

const doctype = '<!DOCTYPE report PUBLIC "-//JACOCO//DTD Report 1.1//EN" "report.dtd">'
const jacoco = (inside: string): string => `<?xml version="1.0"?>${doctype}<report name="r">${inside}</report>`
const line = (nr: number, ci: number, mi = 0, mb = 0, cb = 0): string =>
  `<line nr="${nr}" mi="${mi}" ci="${ci}" mb="${mb}" cb="${cb}"/>`
const counter = (type: string, missed: number, covered: number): string =>
  `<counter type="${type}" missed="${missed}" covered="${covered}"/>`

describe('JaCoCo', () => {
  test('counts lines of source files, with branches, partly covered ones and methods', () => {
    const inClass = `<class name="p/A"><method name="m">${counter('LINE', 9, 9)}</method>${counter('LINE', 9, 9)}</class>`
    const file = `<sourcefile name="A.java">${line(1, 3)}${line(2, 1, 1, 1, 1)}${line(3, 0, 2)}${counter('METHOD', 1, 2)}</sourcefile>`
    const evidence = coverageOf(jacoco(`<package name="p">${inClass}${file}</package>`))
    expect(evidence).toMatchObject({
      lines: { covered: 2, total: 3 },
      branches: { covered: 1, total: 2 },
      functions: { covered: 2, total: 3 },
      statements: null,
      files: [{ path: 'p/A.java', partial: new Set([2]) }],
    })
  })

  test('keeps files of the same name in different groups apart', () => {
    const module = (name: string, ci: number): string =>
      `<group name="${name}"><package name="p"><sourcefile name="A.java">${line(1, ci)}</sourcefile></package></group>`
    const report = parse(jacoco(module('one', 1) + module('two', 0)))
    expect(report.evidence).toMatchObject([{ lines: { covered: 1, total: 2 }, branches: null }])
    expect(report.tally).toMatchObject({ groups: 2, packages: 2, sourcefiles: 2 })
  })

  test('takes the counters of a file whose lines say nothing of instructions, as gcovr writes them', () => {
    const file = `<sourcefile name="main.cpp"><line nr="6"/><line nr="7" mb="1" cb="1"/>${counter('LINE', 1, 1)}</sourcefile>`
    const evidence = coverageOf(jacoco(`<package name="">${file}${counter('LINE', 1, 1)}</package>`))
    expect(evidence).toMatchObject({ lines: { covered: 1, total: 2 }, branches: { covered: 1, total: 2 } })
    expect(evidence.files).toMatchObject([{ path: 'main.cpp', hits: new Map(), lines: { covered: 1, total: 2 } }])
  })

  test('takes counters where no source file is listed', () => {
    const inside = `<package name="p">${counter('LINE', 2, 3)}${counter('BRANCH', 1, 1)}</package>`
    expect(coverageOf(jacoco(inside))).toMatchObject({
      lines: { covered: 3, total: 5 },
      branches: { covered: 1, total: 2 },
      files: [],
    })
    expect(coverageOf(jacoco(counter('LINE', 2, 3))).lines).toEqual({ covered: 3, total: 5 })
  })

  test('tells when its own counter is of other lines', () => {
    const file = `<package name="p"><sourcefile name="A">${line(1, 1)}</sourcefile></package>`
    expect(parse(jacoco(file + counter('LINE', 3, 4))).warnings).toMatchObject([{ code: 'summary-mismatch' }])
    expect(parse(jacoco(file + counter('LINE', 0, 1))).warnings).toEqual([])
  })

  test('of nothing has a total of 0', () => {
    expect(coverageOf(jacoco('')).lines).toEqual({ covered: 0, total: 0 })
    expect(coverageOf(jacoco('<package name="p"/>')).lines).toEqual({ covered: 0, total: 0 })
  })

  test('reads what Pester writes: a byte order mark and an empty subset of the DTD', () => {
    const text = `\ufeff<?xml version="1.0"?><!DOCTYPE report PUBLIC "-//JACOCO//DTD Report 1.1//EN" "report.dtd"[]><report name="Pester"><package name="p"><sourcefile name="a.ps1">${line(1, 1)}</sourcefile></package></report>`
    expect(coverageOf(text).lines).toEqual({ covered: 1, total: 1 })
  })

  test.each([
    ['a line without a number', '<package name="p"><sourcefile name="A"><line ci="1"/></sourcefile></package>'],
    [
      'an amount that is none',
      '<package name="p"><sourcefile name="A"><line nr="1" ci="many"/></sourcefile></package>',
    ],
    ['a counter below 0', counter('LINE', -1, 1)],
  ])('%s is refused', (_, inside) => {
    expect(refusalOf(jacoco(inside)).code).toBe('report-malformed')
  })

  test('cut off is refused, and another report element is not read', () => {
    expect(refusalOf(jacoco('<package name="p"/>').slice(0, -10)).code).toBe('report-malformed')
    expect(refusalOf('<report><page/></report>').code).toBe('format-unsupported')
  })
})
