import { describe, expect, test } from 'vitest'
import { coverageOf, parse, refusalOf } from '../read.ts'

const module = (points: string, more = ''): string =>
  `<Module hash="1"${more}><ModuleName>m</ModuleName><Files><File uid="1" fullPath="C:\\a.cs"/></Files><Classes><Class><Methods><Method><Name>M()</Name><FileRef uid="1"/>${points}</Method></Methods></Class></Classes></Module>`
const opencover = (modules: string, summary = ''): string =>
  `<CoverageSession xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">${summary}<Modules>${modules}</Modules></CoverageSession>`
const point = (sl: number, vc: number, sc = 1): string =>
  `<SequencePoint vc="${vc}" sl="${sl}" sc="${sc}" el="${sl}" ec="9" fileid="1"/>`

describe('OpenCover', () => {
  test('counts sequence points and branch points, and projects lines', () => {
    const points = `<SequencePoints>${point(1, 2)}${point(1, 0, 5)}${point(2, 0)}</SequencePoints><BranchPoints><BranchPoint vc="1" sl="1" path="0" offset="4" fileid="1"/><BranchPoint vc="0" sl="1" path="1" offset="4" fileid="1"/></BranchPoints>`
    const evidence = coverageOf(opencover(module(points)))
    expect(evidence).toMatchObject({
      basis: 'sequence-points',
      statements: { covered: 1, total: 3 },
      branches: { covered: 1, total: 2 },
      functions: { covered: 1, total: 1 },
      lines: { covered: 1, total: 2 },
      files: [{ path: 'C:\\a.cs', partial: new Set([1]) }],
    })
  })

  test('counts the same source in two modules once, and skipped modules not at all', () => {
    const twice = module(point(1, 0)) + module(point(1, 3)) + module(point(7, 9), ' skippedDueTo="Filter"')
    const report = parse(opencover(twice))
    expect(report.evidence).toMatchObject([{ statements: { covered: 1, total: 1 } }])
    expect(report.tally).toMatchObject({ modules: 2, statementsTotal: 2, statementsCovered: 1 })
  })

  test('knows no line of hidden code, and counts points without a place as not visited', () => {
    const evidence = coverageOf(opencover(module(`${point(16_707_566, 1)}<SequencePoint/>`)))
    expect(evidence).toMatchObject({ statements: { covered: 1, total: 2 }, lines: { covered: 0, total: 0 } })
  })

  test('tells when its summary is of other points, and of nothing has a total of 0', () => {
    const summary = '<Summary numSequencePoints="9" visitedSequencePoints="3"/>'
    expect(parse(opencover(module(point(1, 1)), summary)).warnings).toMatchObject([{ code: 'summary-mismatch' }])
    expect(coverageOf(opencover('')).statements).toEqual({ covered: 0, total: 0 })
  })

  test.each(['<SequencePoint vc="x" sl="1"/>', '<SequencePoint vc="1" sl="?"/>'])('%s is refused', (bad) => {
    expect(refusalOf(opencover(module(bad))).code).toBe('report-malformed')
  })
})

const statement = (line: number, covered: string): string =>
  `<Statement FileIndex="1" Line="${line}" Covered="${covered}"/>`
const dotcover = (inside: string, sums = 'CoveredStatements="1" TotalStatements="3"'): string =>
  `<Root ${sums} ReportType="DetailedXml" DotCoverVersion="2023.3"><FileIndices><File Index="1" Name="a.cs"/></FileIndices><Assembly Name="A">${inside}</Assembly></Root>`

describe('dotCover', () => {
  test('counts statements as they are listed, methods, and projects lines', () => {
    const inside = `<Method Name="M" CoveredStatements="1" TotalStatements="3">${statement(1, 'True')}${statement(1, 'False')}${statement(2, 'False')}</Method>`
    expect(coverageOf(dotcover(inside))).toMatchObject({
      basis: 'statements',
      statements: { covered: 1, total: 3 },
      functions: { covered: 1, total: 1 },
      lines: { covered: 1, total: 2 },
      files: [{ path: 'a.cs', partial: new Set([1]) }],
    })
    expect(parse(dotcover(inside, 'CoveredStatements="3" TotalStatements="3"')).warnings).toHaveLength(1)
  })

  test('takes the sums of the root where no statement is listed, in XML and JSON', () => {
    const inside = '<Method Name="M" CoveredStatements="1" TotalStatements="3"/>'
    const json = {
      Kind: 'Root',
      CoveredStatements: 1,
      TotalStatements: 3,
      Children: [{ Kind: 'Method', CoveredStatements: 1, TotalStatements: 3 }],
    }
    for (const text of [dotcover(inside), JSON.stringify(json)]) {
      expect(parse(text)).toMatchObject({
        format: 'dotcover',
        evidence: [
          { statements: { covered: 1, total: 3 }, functions: { covered: 1, total: 1 }, lines: null, files: [] },
        ],
      })
    }
  })

  test('adds up several reports in one document', () => {
    const two = `<root>${dotcover(statement(1, 'True'))}${dotcover(statement(2, 'False'))}</root>`
    expect(coverageOf(two).statements).toEqual({ covered: 1, total: 2 })
  })

  test.each([
    ['a statement without a line', dotcover('<Statement FileIndex="1" Covered="True"/>')],
    ['a statement that says not whether it ran', dotcover('<Statement FileIndex="1" Line="1"/>')],
    ['more covered than there is', dotcover('', 'CoveredStatements="4" TotalStatements="3"')],
    ['sums that are none', '{"Kind":"Root","CoveredStatements":"a","TotalStatements":3}'],
  ])('%s is refused', (_, text) => {
    expect(refusalOf(text).code).toBe('report-malformed')
  })
})
