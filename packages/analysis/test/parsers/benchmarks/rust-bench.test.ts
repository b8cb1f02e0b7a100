import { describe, expect, test } from 'vitest'
import { refusalOf } from '../read.ts'
import { benchmarks, results } from './read-benchmarks.ts'

describe('The text of cargo bench', () => {
  test('has names with spaces, grouped numbers and units of its own', () => {
    const text = `
running 3 tests
test tests::ignored ... ignored
test Create Realm ... bench:       3,161.50 ns/iter (+/- 975)
test long        ... bench:       1 μs/iter (+/- 1)
test upload ... bench:        1911 MS/s (+/- 420)
test result: ok. 0 passed; 0 failed; 1 ignored; 2 measured; 0 filtered out
`
    expect(benchmarks(text).format).toBe('cargo-bench')
    expect(results(text)).toEqual([
      ['Create Realm', 3161.5 / 1e9, 'seconds', 'smaller'],
      ['long', 1e-6, 'seconds', 'smaller'],
      ['upload', 1911, 'MS/s', 'bigger'],
    ])
  })

  test('names a benchmark that failed, and numbers a name that two targets have', () => {
    const line = 'test t::a ... bench: 5 ns/iter (+/- 1)'
    const { benchmarks: evidence, warnings } = benchmarks(
      `${line}\ntest t::b ... FAILED\n${line}\ntest result: FAILED. 0 passed\nerror: bench failed\n`,
    )
    expect(evidence.unmeasured).toEqual([{ name: 't::b', reason: 'it failed' }])
    expect(evidence.results.map(({ name }) => name)).toEqual(['t::a', 't::a #2'])
    expect(warnings.map(({ code }) => code)).toContain('benchmark-repeated')
    expect(evidence.failure).toBeNull()
  })

  test('is read with estimates of Criterion in it', () => {
    const text = 'test a ... bench: 5 ns/iter (+/- 1)\nb      time:   [1.0 ms 2.0 ms 3.0 ms]\n'
    expect(results(text).map(([name, value]) => [name, value])).toEqual([
      ['a', 5e-9],
      ['b', 0.002],
    ])
  })
})

describe('The text of Criterion', () => {
  test('has a long name on the line before, and the estimate in the middle', () => {
    const text = `\u001b[32mfile\u001b[0m       time:   [320.62 ps 323.90 ps 327.55 ps]
                        change: [-2.0565% -0.2521% +1.6377%] (p = 0.79 > 0.05)
Benchmarking a/very/long/name/of/a/benchmark: Analyzing
a/very/long/name/of/a/benchmark
                        time:   [7.6998 µs 7.7152 µs 7.7294 µs]
                        thrpt:  [1.2938 Melem/s 1.2961 Melem/s 1.2987 Melem/s]
                 change:
                        time:   [-1.0% +0.5% +2%] (p = 0.00 < 0.05)
`
    expect(benchmarks(text).format).toBe('criterion-text')
    expect(results(text)).toEqual([
      ['file', 323.9 / 1e12, 'seconds', 'smaller'],
      ['a/very/long/name/of/a/benchmark', 7.7152e-6, 'seconds', 'smaller'],
    ])
  })

  test('of a run that panicked proves nothing', () => {
    const text = `a time: [1 ns 2 ns 3 ns]\nthread 'main' panicked at 'boom', src/x.rs:1:1\n`
    expect(benchmarks(text).benchmarks.failure).toContain('panicked')
  })

  test('without a measurement is unknown', () => {
    expect(refusalOf('running 0 tests\n\ntest result: ok. 0 passed\n').code).toBe('format-unsupported')
  })
})

describe('Messages of cargo criterion', () => {
  const message = {
    reason: 'benchmark-complete',
    id: 'q/a',
    iteration_count: [1, 2, 4],
    measured_values: [10, 22, 40],
    unit: 'ns',
    typical: { estimate: 12, unit: 'ns' },
  }

  test('are samples: measured values by their iterations', () => {
    const lines = [{ reason: 'compiler-artifact' }, message, { reason: 'group-complete' }].map((one) =>
      JSON.stringify(one),
    )
    const { format, benchmarks: evidence } = benchmarks(lines.join('\n'))
    expect(format).toBe('cargo-criterion')
    expect(evidence.results).toMatchObject([{ name: 'q/a', value: 1e-8, samples: [1e-8, 1.1e-8, 1e-8] }])
  })

  test('may be printed over several lines each', () => {
    const pretty = ['q/a', 'q/b'].map((id) => JSON.stringify({ ...message, id }, null, 2)).join('\n')
    expect(results(pretty).map(([name]) => name)).toEqual(['q/a', 'q/b'])
  })

  test('without measured values have the typical estimate, and a build that failed proves nothing', () => {
    const bare = JSON.stringify({ ...message, iteration_count: [0], measured_values: [1] }, null, 1)
    expect(results(bare)).toEqual([['q/a', 1.2e-8, 'seconds', 'smaller']])
    const failed = `${JSON.stringify(message)}\n${JSON.stringify({ reason: 'build-finished', success: false })}`
    expect(benchmarks(failed).benchmarks.failure).toBe('the build failed')
  })
})
