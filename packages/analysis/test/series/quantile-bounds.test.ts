import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { fromCumulative, quantileBounds } from '../../src/series/index.ts'
import { vectors } from './series-vectors.ts'

const latency = fromCumulative([
  [0.1, 20],
  [0.5, 80],
  [1, 80],
  [Infinity, 100],
])

describe('the hard bounds of a quantile', () => {
  test.each([
    { quantile: 0, lower: 0, upper: 0.1 },
    { quantile: 0.2, lower: 0, upper: 0.1 },
    { quantile: 0.201, lower: 0.1, upper: 0.5 },
    { quantile: 0.8, lower: 0.1, upper: 0.5 },
    { quantile: 0.81, lower: 1, upper: Infinity },
    { quantile: 1, lower: 1, upper: Infinity },
  ])('$quantile are $lower and $upper', ({ quantile, lower, upper }) => {
    expect(quantileBounds(latency, quantile)).toEqual({ lower, upper })
  })

  test.each(vectors.classics)('hold the order statistic of $sum', ({ cumulative, held }) => {
    const histogram = fromCumulative(cumulative)
    for (const { q, bounds } of held) {
      expect(quantileBounds(histogram, q), `q = ${q}`).toEqual({ lower: bounds[0], upper: bounds[1] })
    }
  })

  test('begin at the floor in the first bucket', () => {
    expect(quantileBounds(latency, 0.1, { floor: 0.05 })?.lower).toBe(0.05)
    expect(quantileBounds(latency, 0.1, { floor: -Infinity })?.lower).toBe(-Infinity)
    expect(quantileBounds(latency, 0.1, { floor: 0.1 })?.lower).toBe(-Infinity)
    expect(quantileBounds(latency, 0.5, { floor: 0.2 })?.lower).toBe(0.1)
  })

  test('of the smallest observation are those of the first bucket that has one', () => {
    const gap = fromCumulative([
      [1, 0],
      [2, 3],
      [Infinity, 3],
    ])
    expect(quantileBounds(gap, 0)).toEqual({ lower: 1, upper: 2 })
  })

  test('reach the last populated bucket, where fractions add up to a digit less than the total', () => {
    const rates = {
      total: 0.3,
      buckets: [
        { upperBound: 1, count: 0.1 },
        { upperBound: 2, count: 0.1 },
        { upperBound: 3, count: 0.09999999999999998 },
        { upperBound: Infinity, count: 0 },
      ],
    }
    expect(quantileBounds(rates, 1)).toEqual({ lower: 2, upper: 3 })
  })

  test.each([
    { total: 0, count: 0 },
    { total: 0, count: 5 },
    { total: 5, count: NaN },
    { total: 5, count: -5 },
    { total: 5, count: Infinity },
    { total: Infinity, count: 5 },
    { total: NaN, count: 5 },
  ])('of a histogram with total $total and the count $count are none', ({ total, count }) => {
    expect(quantileBounds({ total, buckets: [{ upperBound: Infinity, count }] }, 0.5)).toBeNull()
  })

  test.each([-0.01, 1.01, NaN])('of %d are refused', (quantile) => {
    expect(() => quantileBounds(latency, quantile)).toThrow(`Expected quantile to be between 0 and 1, got ${quantile}`)
  })

  test('cannot begin at NaN', () => {
    expect(() => quantileBounds(latency, 0.5, { floor: NaN })).toThrow('Expected floor to be a number, got NaN')
  })

  test('rise with the quantile, and scale with the unit', () => {
    const quantile = fc.double({ min: 0, max: 1, noNaN: true })
    const counts = fc.array(fc.nat(20), { minLength: 4, maxLength: 4 }).filter((all) => all.some((count) => count > 0))
    fc.assert(
      fc.property(counts, quantile, quantile, (each, one, other) => {
        const bounds = [1, 2, 4, Infinity]
        const total = each.reduce((sum, count) => sum + count, 0)
        const histogram = { total, buckets: each.map((count, index) => ({ upperBound: bounds[index] ?? NaN, count })) }
        const scaled = { total, buckets: histogram.buckets.map((b) => ({ ...b, upperBound: 8 * b.upperBound })) }
        const [low, high] = [Math.min(one, other), Math.max(one, other)].map((q) => quantileBounds(histogram, q))
        expect(low?.upper).toBeLessThanOrEqual(high?.upper ?? NaN)
        const eightfold = quantileBounds(scaled, one)
        const plain = quantileBounds(histogram, one)
        expect(eightfold).toEqual({ lower: 8 * (plain?.lower ?? NaN), upper: 8 * (plain?.upper ?? NaN) })
      }),
    )
  })
})
