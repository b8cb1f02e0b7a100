import { describe, expect, test } from 'vitest'
import { refusalOf } from '../read.ts'
import { benchmarks, results } from './read-benchmarks.ts'

const report = (rows: readonly object[], context: object = { date: '2026-01-05T12:00:00+00:00' }): string =>
  JSON.stringify({ context, benchmarks: rows })
const row = (name: string, real: number, fields: object = {}): object => ({
  name,
  run_type: 'iteration',
  iterations: 10,
  real_time: real,
  cpu_time: 1,
  time_unit: 'us',
  ...fields,
})

describe('Google Benchmark', () => {
  test('gives the real time in seconds, its rates and its counters', () => {
    const text = report([row('BM_A', 250, { items_per_second: 4, cache: 2 }), row('BM_B', 1, { time_unit: undefined })])
    expect(results(text)).toEqual([
      ['BM_A', 0.00025, 'seconds', 'smaller'],
      ['BM_A items_per_second', 4, 'items/s', 'bigger'],
      ['BM_A cache', 2, '', null],
      ['BM_B', 1e-9, 'seconds', 'smaller'],
    ])
    expect(benchmarks(text).benchmarks.createdAt).toBe(Date.UTC(2026, 0, 5, 12))
  })

  test('takes repetitions together as samples and leaves their aggregates out', () => {
    const rows = [1, 9, 2].map((real) => row('BM_A', real, { run_name: 'BM_A' }))
    const mean = row('BM_A_mean', 4, { run_name: 'BM_A', run_type: 'aggregate', aggregate_name: 'mean' })
    const { results: found } = benchmarks(report([...rows, mean])).benchmarks
    expect(found).toMatchObject([{ name: 'BM_A', value: 2e-6, count: 3, samples: [1e-6, 9e-6, 2e-6] }])
  })

  test('with aggregates only gives the median with its deviation', () => {
    const aggregate = (word: string, real: number): object =>
      row(`BM_A_${word}`, real, { run_name: 'BM_A', run_type: 'aggregate', aggregate_name: word, repetitions: 5 })
    const { results: found } = benchmarks(
      report([aggregate('mean', 3), aggregate('median', 2), aggregate('stddev', 1)]),
    ).benchmarks
    expect(found).toEqual([
      { name: 'BM_A', unit: 'seconds', value: 2e-6, better: 'smaller', deviation: 1e-6, count: 5, samples: [] },
    ])
  })

  test('of an old version has aggregates only by their names', () => {
    const old = (name: string, real: number): object => ({ name, real_time: real, cpu_time: real })
    const text = report([
      old('BM_A', 1),
      old('BM_A', 3),
      old('BM_A_mean', 2),
      old('BM_A_stddev', 1),
      old('BM_slow_mean', 7),
    ])
    expect(results(text).map(([name, value]) => [name, value])).toEqual([
      ['BM_A', 2e-9],
      ['BM_slow_mean', 7e-9],
    ])
  })

  test('names what ended with an error, was skipped, or has other aggregates only, and leaves complexities out', () => {
    const text = report([
      row('BM_Err', 0, { error_occurred: true, error_message: 'boom' }),
      row('BM_Skip', 0, { skipped: true, skip_message: 'no gpu' }),
      row('BM_X', 1, { run_type: 'aggregate', aggregate_name: 'zz' }),
      { name: 'BM_C_BigO', run_type: 'aggregate', aggregate_name: 'BigO', run_name: 'BM_C', cpu_coefficient: 1 },
    ])
    expect(benchmarks(text).benchmarks.unmeasured.map(({ name, reason }) => `${name}: ${reason}`)).toEqual([
      'BM_Err: boom',
      'BM_Skip: no gpu',
      'BM_X: the report has neither its iterations nor their median or mean',
    ])
    expect(benchmarks(text).tally).toMatchObject({
      count: 4,
      errors: ['BM_Err'],
      runTypes: { iteration: 2, aggregate: 2 },
    })
  })

  test('warns of a debug build, and refuses an empty list and NaN', () => {
    const text = report([row('BM_A', 1)], { library_build_type: 'debug' })
    expect(benchmarks(text).warnings.map(({ code }) => code)).toEqual(['debug-build'])
    expect(refusalOf(report([])).code).toBe('report-empty')
    expect(refusalOf(report([row('BM_A', 1)]).replace('"real_time":1', '"real_time":NaN')).code).toBe(
      'report-malformed',
    )
  })
})
