import * as fc from 'fast-check'
import * as simple from 'simple-statistics'
import { describe, expect, test } from 'vitest'
import {
  geometricMean,
  mean,
  median,
  medianAbsoluteDeviation,
  quantile,
  standardDeviation,
  variance,
  type Values,
} from '../../src/descriptive/index.ts'
import { relativeError } from '../relative-error.ts'
import { factors, summaries } from './descriptive-vectors.ts'

/** Whole numbers: moving and scaling by powers of two costs no rounding. */
const sample = fc.array(fc.integer({ min: -1000, max: 1000 }), { minLength: 2, maxLength: 40 })
const named = summaries.map((summary) => ({ ...summary, n: summary.values.length }))

describe('summaries of a sample', () => {
  test.each(named)('are those of R for $n values about $median', (wanted) => {
    const { values } = wanted
    for (const given of [values, Float64Array.from(values)]) {
      expect(relativeError(mean(given) ?? NaN, wanted.mean)).toBeLessThan(1e-15)
      expect(relativeError(median(given) ?? NaN, wanted.median)).toBe(0)
      expect(relativeError(medianAbsoluteDeviation(given) ?? NaN, wanted.medianDeviation)).toBeLessThan(1e-15)
      // At 1e15 R itself loses digits: it does not take the rounding of the mean out again.
      const most = wanted.mean > 1e14 ? 1e-7 : 1e-14
      expect(relativeError(variance(given) ?? NaN, wanted.variance)).toBeLessThan(most)
      expect(relativeError(standardDeviation(given) ?? NaN, wanted.deviation)).toBeLessThan(most)
      for (const { q, value } of wanted.quantiles)
        expect(relativeError(quantile(given, q) ?? NaN, value)).toBeLessThan(1e-15)
    }
  })

  test.each(factors)('have a geometric mean of $mean', ({ values, mean: wanted }) => {
    expect(relativeError(geometricMean(values) ?? NaN, wanted)).toBeLessThan(1e-14)
  })

  test('are those of simple-statistics', () => {
    const reals = fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { minLength: 2, maxLength: 50 })
    fc.assert(
      fc.property(reals, fc.double({ min: 0, max: 1, noNaN: true }), (values, q) => {
        expect(median(values)).toBeCloseTo(simple.median(values), 9)
        expect(quantile(values, q)).toBeCloseTo(simple.quantile(values, q), 9)
        expect(medianAbsoluteDeviation(values)).toBeCloseTo(simple.medianAbsoluteDeviation(values), 9)
        expect(mean(values)).toBeCloseTo(simple.mean(values), 9)
      }),
    )
  })

  test('keep their digits far from 0', () => {
    const eighths = Array.from({ length: 1000 }, (_, at) => ((at * 7919) % 1000) / 8)
    for (const offset of [0, 1e9, -1e9, 1e15]) {
      // The variance of 0 … 999 is 1000 · 1001 / 12.
      const values = eighths.map((value) => offset + value)
      expect(relativeError(variance(values) ?? NaN, (1000 * 1001) / 12 / 64)).toBeLessThan(1e-13)
    }
    expect(mean([1e308, 1e308, 1.5e308])).toBeCloseTo(1.1666666666666667e308, -294)
    expect(geometricMean(Array.from({ length: 400 }, () => 10))).toBeCloseTo(10, 12)
  })

  test('lie on the values where all are equal', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 1e-9, max: 1e9, noNaN: true }),
        fc.integer({ min: 2, max: 60 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (value, n, q) => {
          const values = new Float64Array(n).fill(value)
          expect([mean(values), median(values), quantile(values, q)]).toEqual([value, value, value])
          expect([variance(values), medianAbsoluteDeviation(values)]).toEqual([0, 0])
        },
      ),
    )
  })

  test('move with the values, grow with the unit, and know no order', () => {
    fc.assert(
      fc.property(
        sample,
        fc.integer({ min: -999, max: 999 }),
        fc.integer({ min: 0, max: 8 }),
        (values, shift, eighth) => {
          const q = eighth / 8
          const moved = values.map((value) => 4 * value + shift).toReversed()
          const level = (summary: (of: Values) => number | null) =>
            expect(summary(moved)).toBeCloseTo(4 * (summary(values) ?? NaN) + shift, 8)
          level(mean)
          level(median)
          level((of) => quantile(of, q))
          expect(medianAbsoluteDeviation(moved)).toBeCloseTo(4 * (medianAbsoluteDeviation(values) ?? NaN), 8)
          expect(standardDeviation(moved)).toBeCloseTo(4 * (standardDeviation(values) ?? NaN), 8)
          expect(variance(moved)).toBeCloseTo(16 * (variance(values) ?? NaN), 6)
        },
      ),
    )
  })

  test('leave the values as they were', () => {
    const values = Object.freeze([5, 1, 4, 2])
    const typed = Float64Array.from(values)
    for (const summary of [mean, median, variance, standardDeviation, medianAbsoluteDeviation, geometricMean]) {
      summary(values)
      summary(typed)
    }
    quantile(typed, 0.3)
    expect([...typed]).toEqual([5, 1, 4, 2])
  })

  test('turn round with the sign', () => {
    fc.assert(
      fc.property(sample, fc.integer({ min: 0, max: 16 }), (values, sixteenth) => {
        const negative = values.map((value) => -value)
        expect(quantile(negative, 1 - sixteenth / 16)).toBeCloseTo(-(quantile(values, sixteenth / 16) ?? NaN), 9)
        expect(median(negative)).toBeCloseTo(-(median(values) ?? NaN), 12)
      }),
    )
  })
})

describe('a quantile', () => {
  test('is the smallest value at 0, the largest at 1, and never falls in between', () => {
    fc.assert(
      fc.property(sample, (values) => {
        const found = Array.from({ length: 21 }, (_, at) => quantile(values, at / 20) ?? NaN)
        expect([found[0], found[20]]).toEqual([Math.min(...values), Math.max(...values)])
        expect(found).toEqual(found.toSorted((one, other) => one - other))
      }),
    )
  })

  test.each([-1e-9, 1.000001, NaN, Infinity])('refuses the share %d', (q) => {
    expect(() => quantile([1, 2], q)).toThrow('Expected q to be a share between 0 and 1')
  })
})

describe('a sample that is too small', () => {
  test('has no summary', () => {
    expect([mean([]), median([]), quantile([], 0.5), medianAbsoluteDeviation([]), geometricMean([])]).toEqual([
      null,
      null,
      null,
      null,
      null,
    ])
    expect([variance([]), variance([1]), standardDeviation([1])]).toEqual([null, null, null])
    expect([variance([1, 3]), mean([4]), median([4]), medianAbsoluteDeviation([4])]).toEqual([2, 4, 4, 0])
  })

  test('has no geometric mean where a value is 0 or below', () => {
    expect([geometricMean([1, 0]), geometricMean([1, -1]), geometricMean([Number.MIN_VALUE])]).toEqual([
      null,
      null,
      expect.closeTo(Number.MIN_VALUE, 320),
    ])
  })
})

test.each([
  ['mean', mean],
  ['median', median],
  ['variance', variance],
  ['standardDeviation', standardDeviation],
  ['medianAbsoluteDeviation', medianAbsoluteDeviation],
  ['geometricMean', geometricMean],
  ['quantile', (values: Values) => quantile(values, 0.5)],
] as const)('%s refuses what is not finite, and says where', (_, summary) => {
  for (const value of [NaN, Infinity, -Infinity]) {
    expect(() => summary([1, 2, value])).toThrow(`Expected values to be finite numbers, got ${value} at index 2`)
  }
})
