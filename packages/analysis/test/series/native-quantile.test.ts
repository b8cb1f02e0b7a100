import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { ExponentialHistogram } from '../../src/evidence/index.ts'
import {
  bucketFactor,
  histogramQuantile,
  nativeBound,
  nativeFromIntervals,
  nativeQuantile,
  type IntervalBucket,
} from '../../src/series/index.ts'
import { relativeError } from '../relative-error.ts'
import { exponential, vectors } from './series-vectors.ts'

function of(buckets: readonly IntervalBucket[], totals: { readonly count?: number; readonly sum?: number } = {}) {
  const count = buckets.reduce((sum, bucket) => sum + bucket[3], 0)
  const read = nativeFromIntervals({ count, sum: 1, buckets, ...totals })
  if (read.kind === 'missing') throw new Error(read.detail)
  return read.value
}

describe('a quantile of a native histogram', () => {
  test.each(vectors.histograms)('of $name is interpolated as Prometheus documents it', (vector) => {
    for (const { q, estimate, bounds } of vector.quantiles) {
      const result = nativeQuantile(exponential(vector), q)
      const [lower, upper] = bounds
      expect(relativeError(result.estimate ?? NaN, estimate), `q = ${q}`).toBeLessThan(1e-12)
      // Between two observations of different buckets the bounds reach up to the estimate.
      expect(relativeError(result.lower, Math.min(lower, estimate)), `lower, q = ${q}`).toBeLessThan(1e-12)
      expect(relativeError(result.upper, Math.max(upper, estimate)), `upper, q = ${q}`).toBeLessThan(1e-12)
    }
  })

  test('in the middle of a bucket is the bound of the next finer schema', () => {
    expect(nativeQuantile(of([[0, 1, 2, 10]]), 0.5).estimate).toBeCloseTo(Math.SQRT2, 15)
    expect(nativeQuantile(of([[1, -2, -1, 10]]), 0.5).estimate).toBeCloseTo(-Math.SQRT2, 15)
    expect(nativeQuantile(of([[1, -2, -1, 10]]), 0.25).estimate).toBeCloseTo(-(2 ** 0.75), 15)
  })

  test('in the zero bucket is interpolated linearly', () => {
    const around = of([
      [1, -2, -1, 5],
      [3, -0.5, 0.5, 10],
      [0, 1, 2, 5],
    ])
    expect(nativeQuantile(around, 0.375)).toEqual({ estimate: -0.25, lower: -0.5, upper: 0.5 })
    expect(nativeQuantile(of([[3, -0.5, 0.5, 10]]), 0.25)).toEqual({ estimate: -0.25, lower: -0.5, upper: 0.5 })
  })

  test('in the zero bucket has the sign of all other buckets', () => {
    const above = of([
      [3, -0.5, 0.5, 10],
      [0, 1, 2, 10],
    ])
    expect(nativeQuantile(above, 0.25)).toEqual({ estimate: 0.25, lower: 0, upper: 0.5 })
    const below = of([
      [1, -2, -1, 10],
      [3, -0.5, 0.5, 10],
    ])
    expect(nativeQuantile(below, 0.75)).toEqual({ estimate: -0.25, lower: -0.5, upper: 0 })
  })

  test('of zeros is 0', () => {
    expect(
      nativeQuantile(
        of([
          [3, 0, 0, 10],
          [0, 1, 2, 2],
        ]),
        0.5,
      ),
    ).toEqual({ estimate: 0, lower: 0, upper: 0 })
  })

  test('between two observations has bounds that hold Prometheus’ answer', () => {
    const apart = of([
      [0, 1, 2, 1],
      [0, 8, 16, 1],
    ])
    expect(nativeQuantile(apart, 0.5)).toEqual({ estimate: 8, lower: 1, upper: 8 })
    expect(nativeQuantile(apart, 0.49)).toMatchObject({ lower: 1, upper: 2 })
    expect(nativeQuantile(apart, 0.51)).toMatchObject({ lower: 8, upper: 16 })
    const quarter = of([
      [0, 1, 2, 1],
      [0, 8, 16, 3],
    ])
    expect(nativeQuantile(quarter, 0.25)).toEqual({ estimate: 2, lower: 1, upper: 2 })
  })

  test('0 and 1 are the ends of the outermost buckets', () => {
    const buckets = of([
      [0, 1, 2, 1],
      [0, 8, 16, 1],
    ])
    expect(nativeQuantile(buckets, 0)).toEqual({ estimate: 1, lower: 1, upper: 2 })
    expect(nativeQuantile(buckets, 1)).toEqual({ estimate: 16, lower: 8, upper: 16 })
  })

  test('outside of 0 and 1 is infinite, as in Prometheus', () => {
    const all = { lower: -Infinity, upper: Infinity }
    expect(nativeQuantile(of([[0, 1, 2, 1]]), -0.1)).toEqual({ estimate: -Infinity, ...all })
    expect(nativeQuantile(of([[0, 1, 2, 1]]), 1.1)).toEqual({ estimate: Infinity, ...all })
  })

  test('of infinite observations is infinite', () => {
    const top = Number.MAX_VALUE
    const overflow = of([
      [0, 1, 2, 1],
      [0, top, Infinity, 3],
    ])
    expect(nativeQuantile(overflow, 0.9)).toEqual({ estimate: Infinity, lower: top, upper: Infinity })
    expect(nativeQuantile(overflow, 0.1)).toMatchObject({ lower: 1, upper: 2 })
  })

  test('counts NaN observations above all others', () => {
    const withNaN = of([[0, 1, 2, 5]], { count: 10, sum: NaN })
    expect(nativeQuantile(withNaN, 0.25).estimate).toBeCloseTo(Math.SQRT2, 15)
    expect(nativeQuantile(withNaN, 0.5)).toEqual({ estimate: 2, lower: 1, upper: 2 })
    expect(nativeQuantile(withNaN, 0.6)).toEqual({ estimate: 2, lower: 1, upper: Infinity })
  })

  test('of buckets that miss a little of the total stays in the highest one', () => {
    expect(nativeQuantile(of([[0, 1, 2, 5]], { count: 5.000_001 }), 1)).toEqual({ estimate: 2, lower: 1, upper: 2 })
  })

  test.each([
    { name: 'nothing observed', histogram: of([]), quantile: 0.5 },
    { name: 'only NaN observed', histogram: of([], { count: 5, sum: NaN }), quantile: 0.5 },
    { name: 'the quantile NaN', histogram: of([[0, 1, 2, 1]]), quantile: NaN },
    { name: 'a total that is infinite', histogram: { ...of([[0, 1, 2, 1]]), total: Infinity }, quantile: 0.5 },
    { name: 'a total of 0', histogram: { ...of([[0, 1, 2, 1]]), total: 0 }, quantile: 0.5 },
  ])('of $name is unknown', ({ histogram, quantile }) => {
    expect(nativeQuantile(histogram, quantile)).toEqual({ estimate: null, lower: -Infinity, upper: Infinity })
  })

  test.each([NaN, -1, 0, Infinity])('with the count %d in a bucket is unknown', (count) => {
    const broken: ExponentialHistogram = {
      kind: 'exponential',
      schema: 0,
      zeroThreshold: 0,
      zeroCount: 0,
      positive: [{ index: 1, count }],
      negative: [],
      total: 5,
      sum: 1,
    }
    expect(nativeQuantile(broken, 0.5).estimate).toBeNull()
  })

  test('of custom bounds is that of a classic histogram', () => {
    const custom = of([
      [0, 0.1, 0.25, 4],
      [0, 0.25, 1, 3],
      [0, 1, Infinity, 3],
    ])
    if (custom.kind !== 'custom') throw new Error('expected custom bounds')
    for (const q of [0.05, 0.3, 0.45, 0.62, 0.75, 0.99]) {
      const classic = histogramQuantile(custom, q)
      const native = nativeQuantile(custom, q)
      expect(native.estimate).toBeCloseTo(classic.estimate ?? NaN, 12)
      expect([native.lower, native.upper]).toEqual([classic.lower, classic.upper])
    }
  })

  test('of a first custom bucket begins at 0, or is its end where that is not above 0', () => {
    expect(nativeQuantile(of([[3, -Infinity, 0.3, 4]]), 0.25)).toMatchObject({ lower: 0, upper: 0.3 })
    expect(nativeQuantile(of([[3, -Infinity, 0.3, 4]]), 0.25).estimate).toBeCloseTo(0.075, 15)
    expect(nativeQuantile(of([[3, -Infinity, 0, 4]]), 0.5)).toEqual({ estimate: 0, lower: -Infinity, upper: 0 })
    expect(nativeQuantile(of([[3, -Infinity, -2, 4]]), 0.5)).toEqual({ estimate: -2, lower: -Infinity, upper: -2 })
  })

  test('holds the order statistic, within the factor of the schema', () => {
    const values = fc.array(fc.double({ min: 1e-6, max: 1e6, noNaN: true }), { minLength: 1, maxLength: 50 })
    const schema = fc.integer({ min: -4, max: 8 })
    fc.assert(
      fc.property(values, schema, fc.double({ min: 0, max: 1, noNaN: true }), (observed, at, q) => {
        const counts = new Map<number, number>()
        for (const value of observed) {
          const guess = Math.round(Math.log2(value) * 2 ** at)
          const index = [guess - 1, guess, guess + 1, guess + 2].find((one) => value <= nativeBound(one, at)) ?? NaN
          counts.set(index, (counts.get(index) ?? 0) + 1)
        }
        const positive = [...counts].sort(([a], [b]) => a - b).map(([index, count]) => ({ index, count }))
        const histogram: ExponentialHistogram = {
          kind: 'exponential',
          schema: at,
          zeroThreshold: 0,
          zeroCount: 0,
          positive,
          negative: [],
          total: observed.length,
          sum: 1,
        }
        const sorted = observed.toSorted((a, b) => a - b)
        const rank = Math.max(1, Math.ceil(q * observed.length))
        const held = sorted[rank - 1] ?? NaN
        const { lower, upper, estimate } = nativeQuantile(histogram, q)
        expect(lower <= held && held <= upper).toBe(true)
        expect(estimate !== null && lower <= estimate && estimate <= upper).toBe(true)
        if (q * observed.length !== rank) expect(upper / lower).toBeLessThan(bucketFactor(at) * (1 + 1e-12))
      }),
    )
  })
})
