import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  mean,
  median,
  medianAbsoluteDeviation,
  quantile,
  standardDeviation,
  variance,
  type Values,
} from '../../src/descriptive/index.ts'
import { relativeError } from '../relative-error.ts'

const most = 1.7e308
const any = fc.array(fc.double({ noNaN: true, noDefaultInfinity: true }), { minLength: 2, maxLength: 20 })
const level = [mean, median, (values: Values) => quantile(values, 0.3)]

describe('values of any size', () => {
  test('have their level among them', () => {
    fc.assert(
      fc.property(any, (values) => {
        const slack = 1e-15 * Math.max(...values.map((value) => Math.abs(value)))
        for (const summary of level) {
          expect(summary(values)).toBeGreaterThanOrEqual(Math.min(...values) - slack)
          expect(summary(values)).toBeLessThanOrEqual(Math.max(...values) + slack)
        }
        for (const spread of [standardDeviation, variance, medianAbsoluteDeviation])
          expect(spread(values)).toBeGreaterThanOrEqual(0)
      }),
    )
  })

  test('keep every digit in another unit that is a power of two', () => {
    const ones = fc.array(fc.double({ min: -2, max: 2, noNaN: true }), { minLength: 2, maxLength: 20 })
    const unit = fc.constantFrom(-900, -600, 600, 900, 1020).map((power) => 2 ** power)
    fc.assert(
      fc.property(ones, unit, (drawn, one) => {
        // Multiples of 2^-40, which stay whole in the smallest unit.
        const values = drawn.map((value) => Math.round(value * 2 ** 40) / 2 ** 40)
        const scaled = values.map((value) => one * value)
        for (const summary of [...level, standardDeviation, medianAbsoluteDeviation])
          expect(summary(scaled)).toBe(one * (summary(values) ?? NaN))
      }),
    )
  })

  test('have sums that no number holds, and summaries that one does', () => {
    expect(mean([most, most, -most, -most])).toBe(0)
    expect(mean([most, most, most])).toBe(most)
    expect(mean([Number.MAX_VALUE, Number.MAX_VALUE])).toBe(Number.MAX_VALUE)
    expect(median([-most, most])).toBe(0)
    expect(median([most, most])).toBe(most)
    expect(quantile([-most, most], 0.5)).toBe(0)
    expect(relativeError(quantile([-most, most], 0.75) ?? NaN, most / 2)).toBeLessThan(1e-15)
    expect(medianAbsoluteDeviation([-most, most, most])).toBe(0)
    expect(relativeError(standardDeviation([1e200, -1e200]) ?? NaN, Math.SQRT2 * 1e200)).toBeLessThan(1e-15)
    expect(relativeError(standardDeviation([1e-320, 3e-320]) ?? NaN, Math.SQRT2 * 1e-320)).toBeLessThan(1e-3)
  })

  test('have a variance of ∞ where none is large enough, and 0 where none is small enough', () => {
    expect([variance([most, most, -most, -most]), variance([1e-200, 3e-200])]).toEqual([Infinity, 0])
  })

  test('are 0 around nothing but zeros', () => {
    const zeros = [0, 0, 0]
    expect([mean(zeros), variance(zeros), standardDeviation(zeros), medianAbsoluteDeviation(zeros)]).toEqual([
      0, 0, 0, 0,
    ])
  })
})
