import { describe, expect, test } from 'vitest'
import { refusalOf } from '../read.ts'
import { benchmarks, results } from './read-benchmarks.ts'

describe('The text of go test -bench', () => {
  test('gives each unit of each benchmark, without the suffix of processors that all have', () => {
    const text =
      'goos: linux\npkg: a\nBenchmarkFib/n=10-8 \t 5604217\t 210.5 ns/op\t 3.5 MB/s\t 16 B/op\t 4 widgets\nPASS\n'
    expect(results(text)).toEqual([
      ['BenchmarkFib/n=10', 2.105e-7, 'seconds', 'smaller'],
      ['BenchmarkFib/n=10 MB/s', 3.5, 'MB/s', 'bigger'],
      ['BenchmarkFib/n=10 B/op', 16, 'B/op', 'smaller'],
      ['BenchmarkFib/n=10 widgets', 4, 'widgets', null],
    ])
  })

  test('keeps suffixes that differ', () => {
    expect(results('BenchmarkX-2 1 1 ns/op\nBenchmarkX-4 1 2 ns/op').map(([name]) => name)).toEqual([
      'BenchmarkX-2',
      'BenchmarkX-4',
    ])
  })

  test('takes the lines of -count together as samples, around their median', () => {
    const text = [5, 1, 2].map((value) => `BenchmarkX 1 ${value} ns/op`).join('\r\n')
    expect(benchmarks(text).benchmarks.results).toMatchObject([
      { name: 'BenchmarkX', value: 2e-9, count: 3, samples: [5e-9, 1e-9, 2e-9] },
    ])
    expect(benchmarks(text).tally).toMatchObject({ count: 3, distinctNames: 1 })
  })

  test('puts the package before a name that two packages have', () => {
    const text = 'pkg: m/a\nBenchmarkX 1 1 ns/op\nBenchmarkY 1 1 ns/op\npkg: m/b\nBenchmarkX 1 2 ns/op'
    expect(results(text).map(([name]) => name)).toEqual(['m/a.BenchmarkX', 'BenchmarkY', 'm/b.BenchmarkX'])
  })

  test('warns where lines of one name were made under other conditions', () => {
    const text = 'note: before\nBenchmarkX 1 1 ns/op\nnote: after\nBenchmarkX 1 2 ns/op'
    expect(benchmarks(text).warnings.map(({ code }) => code)).toEqual(['configuration-differs'])
  })

  test('takes a time that nothing can take as none', () => {
    const text = 'BenchmarkZero 1 0 ns/op 0 B/op\nBenchmarkBack 1 -3 ns/op\nBenchmarkX 1 0.001 ns/op\n'
    expect(results(text).map(([name]) => name)).toEqual(['BenchmarkZero B/op', 'BenchmarkX'])
    expect(benchmarks(text).benchmarks.unmeasured).toEqual([
      { name: 'BenchmarkZero', reason: 'a time of 0 measures nothing' },
      expect.objectContaining({ name: 'BenchmarkBack' }),
    ])
    expect(benchmarks(text).warnings.map(({ code }) => code)).toEqual([
      'benchmark-without-value',
      'benchmark-without-value',
    ])
    const repeated = [1, -1, 1].map((value) => `BenchmarkX 1 ${value} ns/op`).join('\n')
    expect(benchmarks(repeated).benchmarks).toMatchObject({
      results: [],
      unmeasured: [{ reason: 'a time of it is below 0' }],
    })
  })

  test('names a benchmark that was begun and shows no result, one that failed, and a value that is no number', () => {
    const text =
      'BenchmarkX\nBenchmarkX-8 1 1 ns/op\nBenchmarkLost-8 log\n--- FAIL: BenchmarkBad\nBenchmarkZ-8 1 NaN ns/op\n'
    expect(benchmarks(text).benchmarks.unmeasured.map(({ name }) => name)).toEqual([
      'BenchmarkZ',
      'BenchmarkLost-8',
      'BenchmarkBad',
    ])
  })

  test('of a run that failed proves nothing', () => {
    for (const line of ['FAIL\tm/a\t0.1s', 'panic: boom']) {
      expect(benchmarks(`BenchmarkX 1 1 ns/op\n${line}\n`).benchmarks.failure).toContain(line.slice(0, 4))
    }
  })

  test('without a line of a benchmark is none', () => {
    expect(refusalOf('goos: linux\nPASS\nok  \tm/a\t0.1s\n').code).toBe('format-unsupported')
    expect(refusalOf('Benchmarks are fun\n').code).toBe('format-unsupported')
  })
})
