import { describe, expect, test } from 'vitest'
import { coverageOf, parse, refusalOf } from '../read.ts'

const at = (line: number) => ({ start: { line, column: 0 }, end: { line, column: 9 } })
const entry = {
  path: '/repo/a.ts',
  statementMap: { 0: at(1), 1: at(1), 2: at(2), 3: at(3) },
  s: { 0: 0, 1: 4, 2: 0, 3: 1 },
  fnMap: { 0: { name: 'f', loc: at(1) } },
  f: { 0: 4, 1: 0 },
  branchMap: { 0: { type: 'if', loc: at(3) }, 1: { type: 'if', line: 2 } },
  b: { 0: [1, 0], 1: [0, 0] },
}

describe('Istanbul', () => {
  test('counts lines as the start lines of statements, statements, functions and arms', () => {
    expect(coverageOf(JSON.stringify({ '/repo/a.ts': entry }))).toMatchObject({
      basis: 'distinct-lines',
      lines: { covered: 2, total: 3 },
      statements: { covered: 2, total: 4 },
      functions: { covered: 1, total: 2 },
      branches: { covered: 1, total: 4 },
      files: [{ path: '/repo/a.ts', partial: new Set([3]) }],
    })
  })

  test('reads entries wrapped in data, entries of unloaded files, and files of strange names', () => {
    const whole = `{"a":{"data":${JSON.stringify(entry)}},"__proto__":${JSON.stringify({ ...entry, path: '__proto__', all: true })}}`
    expect(coverageOf(whole).files.map(({ path }) => path)).toEqual(['/repo/a.ts', '__proto__'])
  })

  test.each([
    ['an entry of something else', { a: entry, b: { c: 1 } }],
    ['a count that is none', { a: { ...entry, s: { 0: null } } }],
    ['arms that are no list', { a: { ...entry, b: { 0: 3 } } }],
    ['a statement without a line', { a: { ...entry, statementMap: { 0: {} } } }],
  ])('%s is refused', (_, value) => {
    expect(refusalOf(JSON.stringify(value)).code).toBe('report-malformed')
  })
})

describe("Istanbul's summary", () => {
  const counts = (covered: number, total: number) => ({ total, covered, skipped: 0, pct: total === 0 ? 'Unknown' : 50 })
  const all = (covered: number, total: number) => ({
    lines: counts(covered, total),
    statements: counts(covered, total),
    functions: counts(1, 2),
    branches: counts(0, 0),
  })

  test('adds up its files, and tells when the total is another', () => {
    const report = parse(JSON.stringify({ total: all(9, 10), '/a.ts': all(1, 4), '/b.ts': all(2, 2) }))
    expect(report.evidence).toMatchObject([
      {
        lines: { covered: 3, total: 6 },
        functions: { covered: 2, total: 4 },
        branches: null,
        files: [{ path: '/a.ts' }, {}],
      },
    ])
    expect(report.warnings.map(({ code }) => code)).toContain('summary-mismatch')
  })

  test('takes the total where no file is listed, and nothing of nothing', () => {
    expect(coverageOf(JSON.stringify({ total: all(9, 10) }))).toMatchObject({
      lines: { covered: 9, total: 10 },
      files: [],
    })
    expect(coverageOf(JSON.stringify({ total: all(0, 0) })).lines).toEqual({ covered: 0, total: 0 })
  })

  test.each([
    ['a count that is a text', { total: { lines: { total: '10', covered: 9, pct: 90 } } }],
    ['a file without lines', { total: all(1, 1), a: {} }],
  ])('%s is refused', (_, value) => {
    expect(refusalOf(JSON.stringify(value)).code).toBe('report-malformed')
  })
})
