import { describe, expect, test } from 'vitest'
import { coverageOf, parse, refusalOf } from '../read.ts'

describe("Go's coverage profile", () => {
  test('weighs blocks by their statements, and projects lines', () => {
    const evidence = coverageOf('mode: set\nm/a.go:3.10,5.2 3 1\nm/a.go:5.2,6.3 1 0\nm/b.go:1.1,1.9 0 0\n')
    expect(evidence).toMatchObject({
      basis: 'statements',
      statements: { covered: 3, total: 4 },
      lines: { covered: 3, total: 4 },
      branches: null,
      functions: null,
    })
    expect(evidence.files[0]).toMatchObject({ path: 'm/a.go', partial: new Set([5]) })
    expect(evidence.files[1]?.hits.size).toBe(0)
  })

  test('adds up blocks that stand there again, also of profiles put one behind another', () => {
    const text = 'mode: count\r\na.go:1.1,2.2 2 0\r\nmode: count\r\na.go:1.1,2.2 2 4\r\n'
    expect(coverageOf(text).statements).toEqual({ covered: 2, total: 2 })
    expect(parse(text).tally).toMatchObject({ mode: 'count', files: 1, blocks: 1, rawLines: 2, badLines: 0 })
  })

  test('of nothing has a total of 0', () => {
    expect(coverageOf('mode: set\n')).toMatchObject({
      statements: { covered: 0, total: 0 },
      lines: { covered: 0, total: 0 },
    })
  })

  test('passes over the output of tests with a warning', () => {
    const report = parse('mode: set\na.go:1.1,2.2 2 1\nok  \tm\t0.1s\tcoverage: 100.0% of statements\n')
    expect(report.evidence).toMatchObject([{ statements: { covered: 2, total: 2 } }])
    expect(report.warnings).toMatchObject([{ code: 'foreign-lines' }])
  })

  test('counts the statements of a block that ends before it starts, and knows no line of it', () => {
    const report = parse('mode: set\na.go:115.1,21.2 2 0\na.go:3.1,3.9 1 1\n')
    expect(report.evidence).toMatchObject([{ statements: { covered: 1, total: 3 }, lines: { covered: 1, total: 1 } }])
    expect(report.warnings).toMatchObject([{ code: 'backward-blocks' }])
  })

  test.each([
    ['cut off in a block', 'mode: set\na.go:1.1,2.2 2'],
    ['a count that is none', 'mode: set\na.go:1.1,2.2 2 one\n'],
    ['a block with other statements than before', 'mode: set\na.go:1.1,2.2 2 1\na.go:1.1,2.2 3 1\n'],
    ['another mode', 'mode: set\na.go:1.1,2.2 2 1\nmode: atomic\na.go:1.1,2.2 2 1\n'],
  ])('%s is refused with its line', (_, text) => {
    expect(refusalOf(text)).toMatchObject({
      code: 'report-malformed',
      message: expect.stringContaining('line ') as unknown,
    })
  })

  test('of blocks without end is over the limit', () => {
    expect(refusalOf('mode: set\na.go:1.1,4294967295.2 2 1\n').code).toBe('report-over-limit')
  })
})
