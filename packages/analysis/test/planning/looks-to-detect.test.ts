import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  effectDetected,
  looksToDetect,
  meanInformation,
  sequentialBoundary,
  type PlannedEffect,
} from '../../src/planning/index.ts'

const ten = Math.log(1.1)
/** What latencies are planned with at a weight of 0.2 of an error of 1 %, and with looks of 30 s at a share of 10 %. */
const harm: PlannedEffect = { tau: ten, alpha: 0.002, power: 0.8 }
const atTenPerCent = (rps: number): number =>
  meanInformation({ control: 27 * rps, experiment: 3 * rps, deviation: 0.6 })

const planned = fc.record({
  tau: fc.double({ min: 1e-3, max: 10, noNaN: true }),
  alpha: fc.double({ min: 1e-6, max: 0.5, noNaN: true }),
  power: fc.double({ min: 0.5, max: 0.999, noNaN: true }),
})
const positive = fc.double({ min: 1e-3, max: 1e3, noNaN: true })

describe('looks until an effect is shown', () => {
  test.each([
    [4, [12, 81, 324], 49],
    [40, [2, 9, 33], 5],
    [400, [1, 1, 4], 1],
  ])('at %d requests per second are those of the design: +30 %, +10 %, +5 %, and within 10 %', (rps, found, shown) => {
    const information = atTenPerCent(rps)
    expect([1.3, 1.1, 1.05].map((ratio) => looksToDetect(Math.log(ratio), information, harm))).toEqual(found)
    expect(looksToDetect(ten, information, { ...harm, alpha: 0.05 })).toBe(shown)
  })

  test('are the first at which the smallest effect that is shown is no larger', () => {
    fc.assert(
      fc.property(positive, positive, planned, (effect, information, plan) => {
        const looks = looksToDetect(effect, information, plan)
        expect(effectDetected(looks * information, plan)).toBeLessThanOrEqual(effect)
        if (looks > 1) expect(effectDetected((looks - 1) * information, plan)).toBeGreaterThan(effect)
      }),
    )
  })

  test('are never more for a larger effect, more error or less power', () => {
    fc.assert(
      fc.property(positive, positive, planned, (effect, information, plan) => {
        const looks = looksToDetect(effect, information, plan)
        expect(looksToDetect(1.5 * effect, information, plan)).toBeLessThanOrEqual(looks)
        expect(looksToDetect(effect, information, { ...plan, alpha: 1.5 * plan.alpha })).toBeLessThanOrEqual(looks)
        expect(looksToDetect(effect, information, { ...plan, power: 0.5 })).toBeLessThanOrEqual(looks)
      }),
    )
  })

  test.each([
    ['no effect', 0, 1, harm],
    ['an effect that is none', Number.NaN, 1, harm],
    ['no information', 1, 0, harm],
    ['endless information', 1, Number.POSITIVE_INFINITY, harm],
    ['no scale', 1, 1, { ...harm, tau: 0 }],
    ['no error', 1, 1, { ...harm, alpha: 0 }],
    ['less than even odds', 1, 1, { ...harm, power: 0.49 }],
    ['certainty', 1, 1, { ...harm, power: 1 }],
    ['more looks than are planned', 1e-12, 1e-3, harm],
  ])('are refused for %s', (_, effect, information, plan) => {
    expect(() => looksToDetect(effect, information, plan)).toThrow(/^Expected/)
  })
})

describe('the smallest effect that is shown', () => {
  test.each([0, -1, Number.NaN, Number.POSITIVE_INFINITY])('is refused for information of %d', (information) => {
    expect(() => effectDetected(information, harm)).toThrow(/^Expected/)
  })
})

describe('the boundary', () => {
  test('is at most 1.5 % above the exact one', () => {
    // Roots of log E = log(1/alpha) to 40 digits: `normalMixtureBoundary` of the reference numbers.
    for (const [information, tau, alpha, exact] of [
      [5000, 0.048_790_164_169_432_05, 0.05, 197.134_610_792_057_37],
      [40, 0.5, 0.001, 25.542_084_664_041_134],
    ] as const) {
      const ratio = sequentialBoundary(information, { tau, alpha }) / exact
      expect(ratio).toBeGreaterThan(1)
      expect(ratio).toBeLessThan(1.015)
    }
  })

  test('grows with the information and is above 0 without any', () => {
    expect(sequentialBoundary(0, harm)).toBeGreaterThan(0)
    fc.assert(
      fc.property(positive, planned, (information, plan) => {
        expect(sequentialBoundary(2 * information, plan)).toBeGreaterThan(sequentialBoundary(information, plan))
      }),
    )
  })

  test.each([-1, Number.NaN, Number.POSITIVE_INFINITY])('is refused for information of %d', (information) => {
    expect(() => sequentialBoundary(information, harm)).toThrow(/^Expected/)
  })
})
