import { describe, expect, test } from 'vitest'
import { compareBenchmark } from '../../../src/conditions/benchmarks/compare-benchmark.ts'
import { result } from './benchmark-reports.ts'

const terms = { level: 0.95, runNoise: 0 }
const run = (value: number, samples: readonly number[] = []) => ({
  ...result('a', { value, samples }),
  better: 'smaller' as const,
})
const compare = (value: number, runs: readonly number[], margin = 0.1, better: 'smaller' | 'bigger' = 'smaller') =>
  compareBenchmark({ value, samples: [], better, accepted: runs.map((one) => run(one)) }, margin, false, terms)

describe('A history', () => {
  test('gives the prediction interval of the t law on the logarithms', () => {
    const runs = [90, 95, 100, 105, 110]
    const found = compare(100, runs)
    if (found.kind !== 'compared') throw new Error(found.why)
    // By hand: mean and deviation of the logarithms, t of 0.975 with 4 degrees of freedom.
    const logs = runs.map(Math.log)
    const center = logs.reduce((sum, one) => sum + one, 0) / 5
    const s = Math.sqrt(logs.reduce((sum, one) => sum + (one - center) ** 2, 0) / 4)
    expect(found.reference).toBeCloseTo(Math.exp(center), 9)
    expect(found.upper).toBeCloseTo(Math.expm1(Math.log(100) - center + 2.7764451052 * s * Math.sqrt(1.2)), 8)
    expect(found).toMatchObject({ method: 'history', controlCount: 5, experimentCount: 1 })
    expect(found.worse + found.notWorse).toBeCloseTo(1, 12)
  })

  test('that does not vary is taken to have no noise', () => {
    const runs = [100, 100, 100, 100, 100]
    expect(compare(110, runs)).toMatchObject({ method: 'exact', worse: 1, notWorse: 0 })
    expect(compare(110.1, runs)).toMatchObject({ method: 'exact', worse: 0, notWorse: 1 })
    expect(compare(89.9, runs, 0.1, 'bigger')).toMatchObject({ worse: 0 })
    expect(compare(90, runs, 0.1, 'bigger')).toMatchObject({ worse: 1 })
  })

  test('begins where the series last changed its level', () => {
    const newest = [50, 51, 49, 50.5, 49.5, 50, 51, 49]
    const older = [100, 102, 98, 101, 99, 100, 102, 98, 101, 99]
    expect(compare(50, [...newest, ...older])).toMatchObject({ method: 'history', controlCount: 8 })
  })

  test('with values of 0 and below is compared by differences', () => {
    const found = compare(12, [-1, 0, 1, 0, 0.5])
    expect(found).toMatchObject({ kind: 'compared', method: 'history' })
    expect(found.kind === 'compared' && found.worse).toBeLessThan(0.01)
  })
})

describe('Samples', () => {
  const near = (value: number, n: number): readonly number[] =>
    Array.from({ length: n }, (_, at) => value * (1 + at / 10_000))
  const by = (value: number, n: number, references: readonly number[], runNoise = 0) =>
    compareBenchmark(
      {
        value,
        samples: near(value, n),
        better: 'smaller',
        accepted: references.map((one) => run(one, near(one, n))),
      },
      0.1,
      false,
      { level: 0.95, runNoise },
    )

  test('that are completely apart have the p-value of the ranks', () => {
    // 1 of C(10, 5) ways.
    expect(by(1.5, 5, [1])).toMatchObject({ method: 'samples', worse: 1 / 252 })
    expect(by(1, 5, [1])).toMatchObject({ notWorse: 1 / 252 })
  })

  test('must show it against each of the newest three runs', () => {
    const found = by(1.5, 10, [1, 1.48, 1, 1.5])
    expect(found.kind === 'compared' && found.worse).toBeGreaterThan(0.5)
  })

  test('show less where runs differ among themselves', () => {
    const [alone, noisy] = [by(1.2, 10, [1]), by(1.2, 10, [1], 0.1)]
    expect(alone.kind === 'compared' && alone.worse).toBeLessThan(0.001)
    expect(noisy.kind === 'compared' && noisy.worse).toBeGreaterThan(0.2)
  })

  test('of fewer than five a side show nothing', () => {
    expect(by(2, 4, [1])).toMatchObject({ kind: 'weak', change: expect.closeTo(1, 9) as number })
    expect(compareBenchmark({ value: 1, samples: [], better: 'smaller', accepted: [] }, 0.1, false, terms).kind).toBe(
      'weak',
    )
  })

  test('that are all the same number are no noise', () => {
    const same = Array<number>(6).fill(3)
    const given = { value: 3, samples: same, better: 'smaller' as const, accepted: [run(3, same)] }
    expect(compareBenchmark(given, 0, false, terms)).toMatchObject({ method: 'exact', change: 0, notWorse: 0 })
  })
})

test('Nothing is shown by what is no number, and no margin or size makes the comparison throw', () => {
  expect(compare(Number.NaN, [1, 2, 3, 4, 5]).kind).toBe('weak')
  expect(compare(1, [1, 2, Number.POSITIVE_INFINITY, 4, 5]).kind).toBe('weak')
  for (const margin of [0, 1, 50]) {
    for (const better of ['smaller', 'bigger'] as const) {
      for (const scale of [1e-300, 1, 1e305, -1e305, 0]) {
        const values = [1, 1.1, 0.9, 1.05, 0.95].map((value) => value * scale)
        const found = [
          compare(2 * scale, values, margin, better),
          compareBenchmark({ value: scale, samples: values, better, accepted: [run(scale, values)] }, margin, false, {
            level: 0.99,
            runNoise: 0.02,
          }),
        ]
        for (const one of found) {
          if (one.kind !== 'compared') continue
          expect(one.worse >= 0 && one.worse <= 1 && one.notWorse >= 0 && one.notWorse <= 1).toBe(true)
        }
      }
    }
  }
})
