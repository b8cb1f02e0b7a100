import { describe, expect, test } from 'vitest'
import { parse, refusalOf } from '../read.ts'
import { benchmarks, results } from './read-benchmarks.ts'

describe('pytest-benchmark', () => {
  const report = (rows: readonly object[]): string =>
    JSON.stringify({ machine_info: {}, benchmarks: rows, datetime: '2026-01-05T12:00:00.5+00:00', version: '4' })
  const stats = { mean: 3, median: 2, stddev: 0.5, min: 1, rounds: 7 }

  test('gives the median of its rounds in seconds, and the rounds where they were saved', () => {
    const { format, benchmarks: evidence } = benchmarks(
      report([
        { fullname: 't.py::a', name: 'a', stats },
        { fullname: 't.py::b', name: 'b', stats: { ...stats, data: [1, 2, 6] } },
      ]),
    )
    expect(format).toBe('pytest-benchmark')
    expect(evidence.createdAt).toBe(Date.UTC(2026, 0, 5, 12, 0, 0, 500))
    expect(evidence.results).toMatchObject([
      { name: 't.py::a', value: 2, deviation: 0.5, count: 7, samples: [] },
      { name: 't.py::b', value: 2, samples: [1, 2, 6] },
    ])
  })

  test('uses no round where one of them is no number', () => {
    const { benchmarks: evidence, warnings } = benchmarks(
      report([{ fullname: 't.py::a', stats: { ...stats, data: [1, 'omitted'] } }]),
    )
    expect(evidence.results).toMatchObject([{ value: 2, samples: [] }])
    expect(warnings.map(({ code }) => code)).toEqual(['samples-unreadable'])
  })

  test('names a test that failed, and refuses a session without benchmarks', () => {
    const text = report([{ fullname: 't.py::a', has_error: true, stats: {} }])
    expect(benchmarks(text).benchmarks.unmeasured).toEqual([{ name: 't.py::a', reason: 'its test failed' }])
    expect(refusalOf(report([])).code).toBe('report-empty')
  })
})

describe('hyperfine', () => {
  const row = (fields: object): object => ({ command: 'a', mean: 2, stddev: null, median: 3, times: [3], ...fields })

  test('gives the median of its runs, also of one run', () => {
    expect(benchmarks(JSON.stringify({ results: [row({ exit_codes: [0] })] })).benchmarks.results).toEqual([
      { name: 'a', unit: 'seconds', value: 3, better: 'smaller', deviation: null, count: 1, samples: [3] },
    ])
  })

  test('does not time a command that failed or was killed', () => {
    for (const code of [1, null]) {
      const { results: found, unmeasured } = benchmarks(
        JSON.stringify({ results: [row({ times: [1, 2], exit_codes: [0, code] })] }),
      ).benchmarks
      expect(found).toEqual([])
      expect(unmeasured.map(({ reason }) => reason.replace(/ with .*/, ''))).toEqual(['1 of 2 runs ended'])
    }
  })

  test('tells commands apart by their parameters', () => {
    const rows = ['1', '2'].map((x) => row({ parameters: { x } }))
    expect(results(JSON.stringify({ results: rows })).map(([name]) => name)).toEqual(['a (x=1)', 'a (x=2)'])
  })
})

describe('JMH', () => {
  const row = (fields: object, metric: object = {}): object => ({
    benchmark: 'p.B.run',
    mode: 'avgt',
    primaryMetric: { score: 5, scoreError: 'NaN', scoreUnit: 'us/op', rawData: [[4, 5], [9]], ...metric },
    secondaryMetrics: {},
    ...fields,
  })

  test('names a benchmark by its parameters and takes the data of all forks as samples', () => {
    const { format, benchmarks: evidence } = benchmarks(JSON.stringify([row({ params: { size: '10', kind: 'x' } })]))
    expect(format).toBe('jmh')
    expect(evidence.results).toMatchObject([
      { name: 'p.B.run (size=10, kind=x)', value: 5e-6, better: 'smaller', samples: [4e-6, 5e-6, 9e-6] },
    ])
  })

  test('is better bigger for throughput, which is counted per second', () => {
    const text = JSON.stringify([row({ mode: 'thrpt' }, { scoreUnit: 'ops/ms', rawData: [[2]] }), row({})])
    expect(results(text)).toEqual([
      ['p.B.run [thrpt]', 2000, 'ops/s', 'bigger'],
      ['p.B.run [avgt]', 5e-6, 'seconds', 'smaller'],
    ])
  })

  test('has secondary metrics, of which only normalised allocation has a direction', () => {
    const metric = (scoreUnit: string, score: unknown): object => ({ score, scoreUnit, rawData: [] })
    const secondaryMetrics = {
      '·gc.alloc.rate': metric('MB/sec', 7),
      '·gc.alloc.rate.norm': metric('B/op', 24),
      '·gc.time': metric('ms', 'NaN'),
    }
    expect(results(JSON.stringify([row({ secondaryMetrics })])).slice(1)).toEqual([
      ['p.B.run ·gc.alloc.rate', 7, 'MB/s', null],
      ['p.B.run ·gc.alloc.rate.norm', 24, 'B/op', 'smaller'],
    ])
  })

  test('names a score that is no number, and numbers a benchmark that stands twice', () => {
    const text = JSON.stringify([row({ benchmark: 'p.N' }, { score: 'NaN', rawData: [['NaN']] }), row({}), row({})])
    const { results: found, unmeasured } = benchmarks(text).benchmarks
    expect(unmeasured).toEqual([{ name: 'p.N', reason: 'it has no value' }])
    expect(found.map(({ name }) => name)).toEqual(['p.B.run', 'p.B.run #2'])
  })

  test('with an entry that is no benchmark is malformed', () => {
    expect(refusalOf(JSON.stringify([row({}), { benchmark: 'x' }])).code).toBe('report-malformed')
  })
})

describe('BenchmarkDotNet', () => {
  const report = (rows: readonly object[]): string => JSON.stringify({ HostEnvironmentInfo: {}, Benchmarks: rows })

  test('gives the median in seconds and what was allocated', () => {
    const Statistics = { Mean: 26, Median: 25, StandardDeviation: 1, N: 3, OriginalValues: [25, 24, 29] }
    const text = report([{ FullName: 'S.B.Fib', Statistics, Memory: { BytesAllocatedPerOperation: 672 } }])
    expect(results(text)).toEqual([
      ['S.B.Fib', 2.5e-8, 'seconds', 'smaller'],
      ['S.B.Fib allocated', 672, 'B/op', 'smaller'],
    ])
  })

  test('tells jobs apart, makes up a name that is missing, and names a benchmark that did not run', () => {
    const Statistics = { Mean: 1 }
    const text = report([
      { FullName: 'a', DisplayInfo: 'T.a: .NET 8 [n=1]', Statistics },
      { FullName: 'a', DisplayInfo: 'T.a: .NET 9 [n=1]', Statistics },
      { Namespace: null, Method: 'M', Statistics: null },
    ])
    expect(results(text).map(([name]) => name)).toEqual(['a (.NET 8)', 'a (.NET 9)'])
    expect(benchmarks(text).benchmarks.unmeasured).toEqual([{ name: 'M', reason: 'it has no statistics' }])
    expect(refusalOf(report([])).code).toBe('report-empty')
  })
})

describe('vitest bench', () => {
  const report = (row: object): string =>
    JSON.stringify({ files: [{ filepath: '/f', groups: [{ fullName: 'f.bench.ts > fib', benchmarks: [row] }] }] })

  test('is in milliseconds', () => {
    const { format, benchmarks: evidence } = benchmarks(
      report({ name: 'ten', hz: 1000, mean: 1, median: 0.75, sd: 0.25, sampleCount: 93, samples: [] }),
    )
    expect(format).toBe('vitest-bench')
    expect(evidence.results).toMatchObject([
      { name: 'f.bench.ts > fib > ten', value: 0.00075, deviation: 0.00025, count: 93 },
    ])
  })

  test('names a benchmark that threw', () => {
    expect(benchmarks(report({ name: 'bad', hz: null, samples: [] })).benchmarks.unmeasured).toEqual([
      { name: 'f.bench.ts > fib > bad', reason: 'it has no value' },
    ])
  })
})

describe('The list of github-action-benchmark', () => {
  test('has a direction only where the unit is a time or a rate', () => {
    const rows = [
      { name: 'a', unit: 'ms', value: '12.5', range: '± 5%' },
      { name: 'b', unit: 'req/sec', value: 70 },
      { name: 'c', unit: 'Megabytes', value: 150, extra: 'x' },
    ]
    const text = JSON.stringify(rows)
    expect(benchmarks(text).format).toBe('gab-custom')
    expect(results(text)).toEqual([
      ['a', 0.0125, 'seconds', 'smaller'],
      ['b', 70, 'req/s', 'bigger'],
      ['c', 150, 'Megabytes', null],
    ])
    expect(benchmarks(text).tally['benches']).toEqual(rows)
  })

  test('names what has no number or no unit', () => {
    const text = JSON.stringify([
      { name: 'a', unit: 's', value: null },
      { name: 'b', value: 1 },
    ])
    expect(benchmarks(text).benchmarks.unmeasured.map(({ name }) => name)).toEqual(['a', 'b'])
  })
})

describe('Benchmark.js', () => {
  test('prints operations per second, and what threw', () => {
    const text =
      'fib(10) x 1,431,759 ops/sec ±0.74% (93 runs sampled)\na x 2 b x 50.5 ops/sec +-3.3% (1 run sampled)\nthis x line\nbad: TypeError: no\n'
    expect(benchmarks(text).format).toBe('benchmarkjs')
    expect(results(text)).toEqual([
      ['fib(10)', 1431759, 'ops/s', 'bigger'],
      ['a x 2 b', 50.5, 'ops/s', 'bigger'],
    ])
    expect(benchmarks(text).benchmarks.unmeasured).toEqual([{ name: 'bad', reason: 'TypeError: no' }])
  })
})

describe('Lighthouse', () => {
  const run = (fields: object = {}): object => ({
    lighthouseVersion: '12.0.0',
    fetchTime: '2026-01-05T12:00:00.000Z',
    finalUrl: 'https://pr-17.example/shop?a=1#top',
    categories: { performance: { score: 0.5 } },
    audits: {
      lcp: { numericValue: 2500, numericUnit: 'millisecond' },
      cls: { numericValue: 0.1, numericUnit: 'unitless' },
      size: { numericValue: 10, numericUnit: 'byte' },
      https: { score: 1 },
    },
    ...fields,
  })

  test('measures a page that was never blocked', () => {
    const audits = { tbt: { numericValue: 0, numericUnit: 'millisecond' } }
    expect(results(JSON.stringify(run({ audits })))).toContainEqual(['/shop?a=1 tbt', 0, 'seconds', 'smaller'])
  })

  test('names results by the path of the page, not by its host', () => {
    expect(results(JSON.stringify(run()))).toEqual([
      ['/shop?a=1 performance', 0.5, 'score', 'bigger'],
      ['/shop?a=1 lcp', 2.5, 'seconds', 'smaller'],
      ['/shop?a=1 cls', 0.1, 'unitless', 'smaller'],
      ['/shop?a=1 size', 10, 'B', 'smaller'],
    ])
    expect(results(JSON.stringify({ id: 'x', lighthouseResult: run() }))).toHaveLength(4)
  })

  test('takes several runs of a page together', () => {
    const text = JSON.stringify([0.5, 0.7, 0.9].map((score) => run({ categories: { performance: { score } } })))
    expect(benchmarks(text).benchmarks.results[0]).toMatchObject({ value: 0.7, samples: [0.5, 0.7, 0.9] })
  })

  test('of a manifest has the scores', () => {
    const entry = { url: 'http://localhost:8080/', isRepresentativeRun: true, summary: { performance: 0.9 } }
    expect(results(JSON.stringify([entry]))).toEqual([['/ performance', 0.9, 'score', 'bigger']])
  })

  test('of a page that could not be measured proves nothing, and an old version says so when it could', () => {
    const failed = benchmarks(
      JSON.stringify(run({ runtimeError: { code: 'NO_FCP' }, categories: { seo: { score: null } } })),
    )
    expect(failed.benchmarks.failure).toContain('NO_FCP')
    expect(failed.benchmarks.unmeasured.map(({ name }) => name)).toEqual(['/shop?a=1 seo'])
    expect(benchmarks(JSON.stringify(run({ runtimeError: { code: 'NO_ERROR' } }))).benchmarks.failure).toBeNull()
  })

  test('is not any document with categories', () => {
    expect(refusalOf('{"categories":{"a":{"score":1}}}').code).toBe('format-unsupported')
    expect(benchmarks('{"lighthouseVersion":"2","runtimeError":{"code":"NO_FCP"}}').benchmarks.failure).toContain(
      'NO_FCP',
    )
  })
})

test('a number of rounds below 0 is none', () => {
  const row = { fullname: 'a', stats: { median: 1, rounds: -1 } }
  const [evidence] = parse(JSON.stringify({ machine_info: {}, benchmarks: [row] })).evidence
  expect(evidence).toMatchObject({ results: [{ name: 'a', count: null }] })
})
