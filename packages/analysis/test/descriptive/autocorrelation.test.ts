import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import {
  autocorrelation,
  autocovariance,
  effectiveSampleSize,
  longRunExtraVariance,
  longRunVariance,
  neweyWestLag,
} from '../../src/descriptive/index.ts'
import { relativeError } from '../relative-error.ts'
import { extra, series } from './descriptive-vectors.ts'

const numbers = fc.array(fc.integer({ min: -50, max: 50 }), { minLength: 3, maxLength: 60 })
const varied = numbers.filter((values) => new Set(values).size > 1)
const worst = (got: readonly number[] | null, wanted: readonly number[]) =>
  got?.length === wanted.length ? Math.max(...wanted.map((one, at) => Math.abs((got[at] ?? NaN) - one))) : NaN

describe('correlations within a series', () => {
  test.each(series)(
    'are those of acf in R ($values.length values)',
    ({ values, maxLag, correlations, covariances }) => {
      expect(worst(autocorrelation(values, maxLag), correlations)).toBeLessThan(1e-13)
      expect(worst(autocovariance(Float64Array.from(values), maxLag), covariances)).toBeLessThan(1e-11)
    },
  )

  test('know neither level nor unit, and mirror in time', () => {
    fc.assert(
      fc.property(varied, fc.integer({ min: -9, max: 9 }), (values, shift) => {
        const plain = autocorrelation(values, 5) ?? []
        for (const other of [
          values.map((value) => 8 * value + shift),
          values.toReversed(),
          values.map((value) => -value),
        ])
          expect(worst(autocorrelation(other, 5), plain)).toBeLessThan(1e-12)
        expect(plain.every((one) => one > -1 && one < 1)).toBe(true)
      }),
    )
  })

  test('end with the series', () => {
    expect(autocovariance([1, 2, 4], 7)).toHaveLength(3)
    expect(autocorrelation([1, 2, 4], 2)).toHaveLength(2)
    expect(autocorrelation([1, 2, 4], 7)).toEqual(autocorrelation([1, 2, 4], 2))
    expect(autocorrelation([1, 2, 4], 0)).toEqual([])
  })

  test('do not exist without variation', () => {
    expect([autocorrelation([], 1), autocorrelation([3], 1), autocorrelation([0.1, 0.1, 0.1], 1)]).toEqual([
      null,
      null,
      null,
    ])
    expect([autocovariance([], 2), autocovariance([3], 2)]).toEqual([[], [0]])
  })

  test.each([-1, 0.5, NaN, Infinity])('refuse the lag %d', (lag) => {
    for (const correlations of [autocorrelation, autocovariance])
      expect(() => correlations([1, 2, 3], lag)).toThrow('Expected maxLag to be a whole number from 0')
  })

  test('are the same for values whose squares no number holds', () => {
    const ones = [3, -1, 4, 1, -5]
    for (const unit of [2 ** 1000, 2 ** -1000]) {
      const values = ones.map((value) => unit * value)
      expect(autocorrelation(values, 3)).toEqual(autocorrelation(ones, 3))
      for (const method of ['ar1', 'newey-west'] as const)
        expect(effectiveSampleSize(values, method)).toBe(effectiveSampleSize(ones, method))
    }
    const large = [1e200, -1e200, 5e199]
    expect(autocovariance(large, 2)).toEqual([Infinity, -Infinity, Infinity])
    expect(longRunVariance(large)).toBe(Infinity)
    expect(longRunExtraVariance(large, [0, 0, 1])).toBe(Infinity)
    expect(longRunExtraVariance([2 ** 400, -(2 ** 400)], [0, 0])).toBe(2 ** 800)
  })

  test('refuse NaN', () => {
    expect(() => autocovariance([1, NaN], 1)).toThrow('got NaN at index 1')
  })
})

describe('the long-run variance', () => {
  test.each(series)("is R's autocovariances with Bartlett's weights ($values.length values)", (wanted) => {
    const { values, lags, longRun, longRunOfTwo } = wanted
    expect(neweyWestLag(values.length)).toBe(lags)
    expect(relativeError(longRunVariance(values) ?? NaN, longRun)).toBeLessThan(1e-12)
    expect(relativeError(longRunVariance(values, Math.min(2, values.length - 1)) ?? NaN, longRunOfTwo)).toBeLessThan(
      1e-12,
    )
  })

  test('is never below 0, and the variance without lags', () => {
    fc.assert(
      fc.property(numbers, fc.integer({ min: 0, max: 20 }), (values, lags) => {
        expect(longRunVariance(values, lags)).toBeGreaterThanOrEqual(0)
        expect(longRunVariance(values, 1e9)).toBeGreaterThanOrEqual(0)
        expect(longRunVariance(values, 0)).toBe(autocovariance(values, 0)[0])
      }),
    )
  })

  test.each([
    [0, 0],
    [1, 0],
    [2, 1],
    [3, 1],
    [4, 1],
    [5, 2],
    [99, 3],
    [100, 4],
    [274, 5],
  ])('takes from %d values %d lags', (n, lags) => {
    expect(neweyWestLag(n)).toBe(lags)
  })

  test('does not exist for fewer than two values', () => {
    expect([longRunVariance([]), longRunVariance([5]), longRunVariance([5, 5])]).toEqual([null, null, 0])
  })

  test.each([-1, 0.5, NaN, Infinity])('refuses %d lags and as many values', (count) => {
    expect(() => longRunVariance([1, 2, 3], count)).toThrow('Expected lags to be a whole number from 0')
    expect(() => neweyWestLag(count)).toThrow('Expected n to be a whole number from 0')
  })
})

describe('the effective sample size', () => {
  test.each(series)('is that of the definitions on acf of R ($values.length values)', ({ values, ar1, neweyWest }) => {
    expect(relativeError(effectiveSampleSize(values, 'ar1') ?? NaN, ar1)).toBeLessThan(1e-12)
    expect(relativeError(effectiveSampleSize(values, 'newey-west') ?? NaN, neweyWest)).toBeLessThan(1e-12)
    expect(effectiveSampleSize(values)).toBe(effectiveSampleSize(values, 'newey-west'))
  })

  test('is below the number of values exactly where neighbours agree', () => {
    fc.assert(
      fc.property(varied, (values) => {
        const r = autocorrelation(values, 1)?.[0] ?? NaN
        fc.pre(Math.abs(r) > 1e-9)
        const size = effectiveSampleSize(values, 'ar1') ?? NaN
        expect(size > 0).toBe(true)
        expect(size < values.length).toBe(r > 0)
      }),
    )
  })

  test('refuses a method that it does not know', () => {
    // A caller without types.
    expect(() => effectiveSampleSize([1, 2, 4], z.custom<'ar1'>().parse('ar2'))).toThrow(
      'Expected method to be ar1 or newey-west, got ar2',
    )
  })

  test('does not exist without variation', () => {
    for (const method of ['ar1', 'newey-west'] as const)
      expect([[], [1], [2, 2, 2]].map((values) => effectiveSampleSize(values, method))).toEqual([null, null, null])
  })
})

describe('the extra long-run variance of differences', () => {
  test.each(extra)('is $value', ({ differences, sampling, value }) => {
    const got = longRunExtraVariance(differences, sampling) ?? NaN
    expect(value === 0 ? got : relativeError(got, value)).toBeLessThan(1e-12)
  })

  test('grows with the square of the unit, and falls with the sampling variance down to 0', () => {
    fc.assert(
      fc.property(numbers, fc.integer({ min: 0, max: 100 }), (values, sampling) => {
        const of = (unit: number, each: number) =>
          longRunExtraVariance(
            values.map((value) => unit * value),
            values.map(() => each),
          ) ?? NaN
        expect(of(4, 0)).toBeCloseTo(16 * of(1, 0), 6)
        expect(of(1, sampling)).toBeCloseTo(Math.max(0, of(1, 0) - sampling), 9)
      }),
    )
  })

  test('takes differences that swing for independent, and cuts a correlation at 0.97', () => {
    expect(longRunExtraVariance([1, -1, 1, -1, 1, -1], [0, 0, 0, 0, 0, 0])).toBe(1)
    const level = Array.from({ length: 200 }, () => 2)
    expect(longRunExtraVariance(level, level)).toBeCloseTo((4 * 1.97) / 0.03 - 2, 9)
    expect(longRunExtraVariance([0, 0, 0], [0, 0, 0])).toBe(0)
  })

  test('does not exist for fewer than two differences', () => {
    expect([longRunExtraVariance([], []), longRunExtraVariance([1], [0])]).toEqual([null, null])
  })

  test.each([
    { differences: [1, 2], sampling: [0] },
    { differences: [], sampling: [0] },
    { differences: [1], sampling: [] },
  ])('refuses $sampling for $differences', ({ differences, sampling }) => {
    expect(() => longRunExtraVariance(differences, sampling)).toThrow(
      `Expected sampling to be ${differences.length} variances, one for each difference, got ${sampling.length}`,
    )
  })

  test('refuses variances below 0, which would add to the extra one', () => {
    expect(() => longRunExtraVariance([1, 2], [0, -0.5])).toThrow('Expected sampling to be variances from 0, got -0.5')
  })

  test('refuses NaN on either side', () => {
    expect(() => longRunExtraVariance([1, NaN], [0, 0])).toThrow('got NaN at index 1')
    expect(() => longRunExtraVariance([1, 2], [0, NaN])).toThrow('got NaN at index 1')
  })
})
