import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { normalQuantile } from '../../src/distributions/index.ts'
import { seededRandom } from '../../src/numeric/index.ts'
import { alphaSpendingBounds } from '../../src/sequential/index.ts'
import { relativeError } from '../relative-error.ts'
import { sequentialVectors } from './sequential-vectors.ts'

describe('the bounds of looks that were planned', () => {
  test('agree with a Gauss–Legendre integration', () => {
    for (const { fractions, options, z } of sequentialVectors.spending) {
      const bounds = alphaSpendingBounds(fractions, options)
      expect(bounds).toHaveLength(z.length)
      expect(Math.max(...z.map((wanted, at) => relativeError(bounds[at] ?? NaN, wanted)))).toBeLessThan(2e-6)
    }
  })

  test('of one look is the quantile', () => {
    expect(alphaSpendingBounds([1], { alpha: 0.05, sides: 2 })[0]).toBeCloseTo(1.959963984540054, 12)
    expect(alphaSpendingBounds([0.5], { alpha: 0.04, power: 2 })[0]).toBeCloseTo(-normalQuantile(0.01), 12)
    expect(alphaSpendingBounds([])).toEqual([])
  })

  test('are crossed by a walk without effect with a chance of α', () => {
    const fractions = [0.1, 0.3, 0.6, 1]
    const bounds = alphaSpendingBounds(fractions, { alpha: 0.2, power: 1 })
    const random = seededRandom(11)
    const runs = 20_000
    let crossed = 0
    for (let run = 0; run < runs; run += 1) {
      let sum = 0
      let before = 0
      let isCrossed = false
      for (const [at, fraction] of fractions.entries()) {
        sum += Math.sqrt(fraction - before) * normalQuantile(1 - random())
        before = fraction
        isCrossed ||= sum / Math.sqrt(fraction) > (bounds[at] ?? NaN)
      }
      if (isCrossed) crossed += 1
    }
    // Within four standard errors.
    expect(Math.abs(crossed / runs - 0.2)).toBeLessThan(4 * Math.sqrt((0.2 * 0.8) / runs))
  })

  test('are above that of one look at the end, and rise as less error is allowed', () => {
    const looks = fc
      .uniqueArray(fc.integer({ min: 1, max: 99 }), { minLength: 1, maxLength: 6 })
      .map((percents) => [...percents.sort((one, other) => one - other), 100].map((percent) => percent / 100))
    fc.assert(
      fc.property(looks, fc.double({ min: 1e-4, max: 0.2, noNaN: true }), (fractions, alpha) => {
        const bounds = alphaSpendingBounds(fractions, { alpha })
        expect(bounds.at(-1)).toBeGreaterThan(-normalQuantile(alpha))
        const stricter = alphaSpendingBounds(fractions, { alpha: alpha / 2 })
        for (const [at, bound] of bounds.entries()) expect(stricter[at]).toBeGreaterThan(bound)
        expect(alphaSpendingBounds(fractions, { alpha: 2 * alpha, sides: 2 })).toEqual(bounds)
      }),
      { numRuns: 6 },
    )
  })

  test('of a look without news is that of the look before', () => {
    const [first, second, third] = alphaSpendingBounds([0.5, 0.500001, 1])
    expect(second).toBe(first)
    expect(third).toBe(alphaSpendingBounds([0.5, 1])[1])
  })

  test('that would lie beyond 8 are 8', () => {
    expect(alphaSpendingBounds([1e-6, 1], { alpha: 0.01, power: 4 })[0]).toBe(8)
  })

  test.each<[string, () => unknown]>([
    ['alpha', () => alphaSpendingBounds([1], { alpha: 0 })],
    ['power', () => alphaSpendingBounds([1], { power: NaN })],
    ['informationFractions', () => alphaSpendingBounds([0])],
    ['informationFractions', () => alphaSpendingBounds([1.01])],
    ['informationFractions', () => alphaSpendingBounds([0.5, 0.4])],
    ['informationFractions', () => alphaSpendingBounds([NaN])],
  ])('refuse %s', (name, call) => {
    expect(call).toThrow(`Expected ${name} to be`)
  })
})
