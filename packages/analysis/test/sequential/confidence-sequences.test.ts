import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { seededRandom } from '../../src/numeric/index.ts'
import {
  anytimeTLogE,
  anytimeTRadius,
  asymptoticConfidenceSequence,
  bernoulliConfidenceSequence,
  quantileComparison,
  quantileConfidenceRanks,
  quantileConfidenceSequence,
} from '../../src/sequential/index.ts'
import { relativeError } from '../relative-error.ts'
import { evidenceError, sequentialVectors } from './sequential-vectors.ts'

const values = fc.array(fc.double({ min: -100, max: 100, noNaN: true }), { maxLength: 40 })

describe('the confidence sequence of a share', () => {
  test('agrees with 40 digits', () => {
    for (const { events, total, alpha, options, lower, oneLessUpper } of sequentialVectors.bernoulli) {
      const found = bernoulliConfidenceSequence({ events, total }, alpha, options)
      expect(relativeError(found.lower, lower)).toBeLessThan(1e-12)
      expect(relativeError(1 - found.upper, oneLessUpper)).toBeLessThan(1e-9)
    }
  })

  test('holds the share seen, and mirrors events and others', () => {
    fc.assert(
      fc.property(fc.nat(500), fc.nat(500), (events, others) => {
        const total = events + others
        const { lower, upper } = bernoulliConfidenceSequence({ events, total }, 0.05, { tightestAt: 100 })
        const mirrored = bernoulliConfidenceSequence({ events: others, total }, 0.05, { tightestAt: 100 })
        expect(lower).toBeLessThanOrEqual(total === 0 ? 0 : events / total)
        expect(upper).toBeGreaterThanOrEqual(total === 0 ? 1 : events / total)
        expect(Math.abs(1 - mirrored.upper - lower)).toBeLessThan(1e-12)
      }),
    )
  })

  test('leaves the true share at no time in 1 − α of the runs at least', () => {
    const runs = 60
    let left = 0
    for (let seed = 0; seed < runs; seed += 1) {
      const random = seededRandom(seed)
      let events = 0
      let isHeld = true
      for (let total = 1; total <= 60; total += 1) {
        if (random() < 0.3) events += 1
        const { lower, upper } = bernoulliConfidenceSequence({ events, total }, 0.1, { tightestAt: 50 })
        isHeld &&= lower <= 0.3 && 0.3 <= upper
      }
      if (!isHeld) left += 1
    }
    expect(left / runs).toBeLessThan(0.1)
  })

  test('refuses counts and errors that are none', () => {
    const tuning = { tightestAt: 10 }
    for (const [events, total] of [
      [2, 1],
      [-1, 1],
      [NaN, 1],
      [0, Infinity],
    ] as const)
      expect(() => bernoulliConfidenceSequence({ events, total }, 0.05, tuning)).toThrow('Expected proportion to be')
    expect(() => bernoulliConfidenceSequence({ events: 1, total: 2 }, NaN, tuning)).toThrow('Expected alpha to be')
  })
})

describe('the confidence sequence of a quantile', () => {
  test('ends at the order statistics of 40 digits', () => {
    for (const { n, quantile, alpha, options, lower, upper } of sequentialVectors.quantileRanks)
      expect(quantileConfidenceRanks(n, quantile, alpha, options)).toEqual({ lower, upper })
  })

  test('gives the values at these ranks, and the order of values does not matter', () => {
    const shuffled = [7, 3, 9, 1, 5, 2, 8, 6, 4, 0].flatMap((digit) => [0, 1, 2, 3, 4].map((ten) => 10 * ten + digit))
    const { lower, upper } = quantileConfidenceRanks(50, 0.5, 0.2, { tightestAt: 50 })
    expect(quantileConfidenceSequence(shuffled, 0.5, 0.2, { tightestAt: 50 })).toEqual({
      lower: lower - 1,
      upper: upper - 1,
    })
  })

  test('has no limits of no values', () => {
    expect(quantileConfidenceSequence([], 0.9, 0.05, { tightestAt: 10 })).toEqual({ lower: -Infinity, upper: Infinity })
  })

  test('mirrors the quantile', () => {
    fc.assert(
      fc.property(fc.nat(300), fc.double({ min: 0.01, max: 0.99, noNaN: true }), (n, quantile) => {
        const ranks = quantileConfidenceRanks(n, quantile, 0.0503, { tightestAt: 77 })
        const other = quantileConfidenceRanks(n, 1 - quantile, 0.0503, { tightestAt: 77 })
        expect(other).toEqual({ lower: n + 1 - ranks.upper, upper: n + 1 - ranks.lower })
      }),
    )
  })

  test.each<[string, () => unknown]>([
    ['n', () => quantileConfidenceRanks(1.5, 0.5, 0.05, { tightestAt: 1 })],
    ['quantile', () => quantileConfidenceRanks(10, 0, 0.05, { tightestAt: 1 })],
    ['alpha', () => quantileConfidenceRanks(10, 0.5, 1, { tightestAt: 1 })],
    ['tightestAt', () => quantileConfidenceRanks(10, 0.5, 0.05, { tightestAt: 0 })],
    ['values', () => quantileConfidenceSequence([1, NaN], 0.5, 0.05, { tightestAt: 1 })],
  ])('refuses %s', (name, call) => {
    expect(call).toThrow(`Expected ${name} to be`)
  })
})

describe('the comparison of quantiles', () => {
  test('is the least evidence over all places of a common quantile', () => {
    for (const { control, experiment, options, logE } of sequentialVectors.quantileComparison)
      expect(evidenceError(quantileComparison(control, experiment, options).logE, logE)).toBeLessThan(1e-12)
  })

  test('has no direction and no unit', () => {
    fc.assert(
      fc.property(values, values, (one, other) => {
        const options = { quantile: 0.5, tightestAt: 20 }
        const { logE } = quantileComparison(one, other, options)
        expect(quantileComparison(other, one, options).logE).toBeCloseTo(logE, 11)
        const moved = (side: readonly number[]) => side.map((value) => -value)
        expect(quantileComparison(moved(one), moved(other), options).logE).toBeCloseTo(logE, 11)
      }),
    )
  })

  test('of a side without values is no evidence', () => {
    expect(quantileComparison([], [], { tightestAt: 10 })).toEqual({ logE: 0, pValue: 1 })
    expect(quantileComparison([1, 2, 3], [], { tightestAt: 10 }).pValue).toBe(1)
  })

  test('has an expectation of 1 at most where both sides have one law', () => {
    const runs = 400
    let sum = 0
    for (let seed = 0; seed < runs; seed += 1) {
      const random = seededRandom(seed)
      const side = () => Array.from({ length: 25 }, () => random())
      sum += Math.exp(quantileComparison(side(), side(), { quantile: 0.7, tightestAt: 5 }).logE)
    }
    expect(sum / runs).toBeLessThan(1)
  })

  test('refuses values and quantiles that are none', () => {
    expect(() => quantileComparison([NaN], [1], { tightestAt: 1 })).toThrow('Expected control to be')
    expect(() => quantileComparison([1], [Infinity], { tightestAt: 1 })).toThrow('Expected experiment to be')
    expect(() => quantileComparison([1], [1], { quantile: 1, tightestAt: 1 })).toThrow('Expected quantile to be')
    expect(() => quantileComparison([1], [1], { tightestAt: NaN })).toThrow('Expected tightestAt to be')
  })
})

describe('the asymptotic confidence sequence', () => {
  test('narrows with values and widens with their variance', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 1, max: 1e6, noNaN: true }),
        fc.double({ min: 0.01, max: 100, noNaN: true }),
        fc.constantFrom(1 as const, 2 as const),
        (n, variance, sides) => {
          const { halfWidth } = asymptoticConfidenceSequence(n, variance, { sides })
          expect(asymptoticConfidenceSequence(2 * n, variance, { sides }).halfWidth).toBeLessThan(halfWidth)
          expect(asymptoticConfidenceSequence(n, 4 * variance, { sides }).halfWidth).toBeCloseTo(2 * halfWidth, 10)
        },
      ),
    )
  })

  test('of one side is narrower, and of no variance has no width', () => {
    const two = asymptoticConfidenceSequence(5000, 1).halfWidth
    expect(asymptoticConfidenceSequence(5000, 1, { sides: 1 }).halfWidth).toBeLessThan(two)
    expect(asymptoticConfidenceSequence(5000, 0).halfWidth).toBe(0)
  })

  test('is wider than the interval of one look', () => {
    expect(asymptoticConfidenceSequence(5000, 1).halfWidth).toBeGreaterThan(1.96 / Math.sqrt(5000))
  })

  test.each<[string, () => unknown]>([
    ['n', () => asymptoticConfidenceSequence(0, 1)],
    ['variance', () => asymptoticConfidenceSequence(1, NaN)],
    ['alpha', () => asymptoticConfidenceSequence(1, 1, { alpha: 0.5, sides: 1 })],
    ['alpha', () => asymptoticConfidenceSequence(1, 1, { alpha: 1 })],
    ['tightestAt', () => asymptoticConfidenceSequence(1, 1, { tightestAt: 0 })],
  ])('refuses %s', (name, call) => {
    expect(call).toThrow(`Expected ${name} to be`)
  })
})

describe('the evidence of a t statistic', () => {
  const size = fc.integer({ min: 3, max: 100_000 })
  const prior = fc.double({ min: 0.01, max: 1000, noNaN: true })

  test('reaches 1/α at the radius', () => {
    fc.assert(
      fc.property(size, prior, fc.double({ min: 1e-6, max: 0.5, noNaN: true }), (n, g, alpha) => {
        const options = { degreesOfFreedom: n - 2, n, prior: g }
        const radius = anytimeTRadius(alpha, options)
        if (radius === Infinity) expect(anytimeTLogE(1e200, options)).toBeLessThanOrEqual(-Math.log(alpha) + 1e-9)
        else expect(evidenceError(anytimeTLogE(radius, options), -Math.log(alpha))).toBeLessThan(1e-7)
      }),
    )
  })

  test('grows with |t|, stays a number, and is the same of both signs', () => {
    fc.assert(
      fc.property(size, prior, fc.double({ noNaN: true, noDefaultInfinity: true }), (n, g, t) => {
        const options = { degreesOfFreedom: n - 1, n, prior: g }
        const logE = anytimeTLogE(t, options)
        expect(Number.isFinite(logE)).toBe(true)
        expect(anytimeTLogE(-t, options)).toBe(logE)
        expect(anytimeTLogE(t / 2, options)).toBeLessThanOrEqual(logE)
      }),
    )
  })

  test('is open for too few observations', () => {
    expect(anytimeTRadius(0.001, { degreesOfFreedom: 1, n: 2 })).toBe(Infinity)
  })

  test.each<[string, () => unknown]>([
    ['t', () => anytimeTLogE(NaN, { degreesOfFreedom: 1, n: 2 })],
    ['degreesOfFreedom', () => anytimeTLogE(1, { degreesOfFreedom: 0, n: 2 })],
    ['n', () => anytimeTLogE(1, { degreesOfFreedom: 1, n: NaN })],
    ['prior', () => anytimeTRadius(0.05, { degreesOfFreedom: 1, n: 2, prior: 0 })],
    ['alpha', () => anytimeTRadius(0, { degreesOfFreedom: 1, n: 2 })],
  ])('refuses %s', (name, call) => {
    expect(call).toThrow(`Expected ${name} to be`)
  })
})
