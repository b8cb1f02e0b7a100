import { describe, expect, test } from 'vitest'
import { coverageOf, parse, refusalOf } from '../read.ts'

const meta = { simplecov_version: '0.22.0' }
const lines = [null, 1, 0, 'ignored', 3]

describe("SimpleCov's JSON", () => {
  test('counts numbers by their place, arms and methods', () => {
    const branches = [
      { type: 'then', coverage: 0, report_line: 2 },
      { type: 'else', coverage: 1, report_line: 2 },
      { type: 'else', coverage: 'ignored' },
    ]
    const methods = [
      { name: 'a', coverage: 1 },
      { name: 'b', coverage: 'ignored' },
    ]
    const total = { lines: { covered: 2, total: 3 } }
    const report = parse(JSON.stringify({ meta, total, coverage: { 'a.rb': { lines, branches, methods } } }))
    expect(report).toMatchObject({
      format: 'simplecov-json',
      warnings: [],
      evidence: [
        {
          lines: { covered: 2, total: 3 },
          branches: { covered: 1, total: 2 },
          functions: { covered: 1, total: 1 },
          files: [
            {
              path: 'a.rb',
              hits: new Map([
                [2, 1],
                [3, 0],
                [5, 3],
              ]),
              partial: new Set([2]),
            },
          ],
        },
      ],
    })
  })

  test('adds up the runs of a result set, and reads conditions as Ruby writes them', () => {
    const branches = { '[:if, 0, 2, 4, 5, 7]': { '[:then, 1, 3, 6, 3, 10]': 0, '[:else, 2, 5, 6, 5, 10]': 2 } }
    const run = (first: number) => ({
      coverage: { '/r/a.rb': { lines: [first, null, 0], branches, methods: { '["A", :m, 1, 0, 2, 3]': first } } },
      timestamp: 1,
    })
    expect(coverageOf(JSON.stringify({ RSpec: run(0), Cucumber: run(2) }))).toMatchObject({
      lines: { covered: 1, total: 2 },
      branches: { covered: 1, total: 2 },
      functions: { covered: 1, total: 1 },
    })
    expect(
      coverageOf(JSON.stringify({ 'Unit Tests': { coverage: { '/r/a.rb': [1, null, 0] }, timestamp: 1 } })).lines,
    ).toEqual({
      covered: 1,
      total: 2,
    })
  })

  test('reads a result set without times', () => {
    expect(coverageOf('{"Rspec":{"coverage":{"/r/a.rb":{"lines":[1,0]}}}}').lines).toEqual({ covered: 1, total: 2 })
  })

  test('reads the older list of files', () => {
    const files = [{ filename: '/r/a.rb', covered_percent: 50, coverage: [1, 0, null] }]
    expect(coverageOf(JSON.stringify({ files, metrics: { covered_percent: 50 } })).lines).toEqual({
      covered: 1,
      total: 2,
    })
  })

  test.each([
    ['a count that is none', { meta, coverage: { a: { lines: ['x'] } } }],
    ['a file without lines', { meta, coverage: { a: { lines: [1] }, b: {} } }],
  ])('%s is refused', (_, value) => {
    expect(refusalOf(JSON.stringify(value)).code).toBe('report-malformed')
  })

  test('tells when the total is of other lines', () => {
    const total = { lines: { covered: 9, total: 9 } }
    expect(parse(JSON.stringify({ meta, total, coverage: { a: { lines } } })).warnings).toHaveLength(1)
  })
})
