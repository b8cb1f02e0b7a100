import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { powerTwoProportion, powerTwoSampleT, sizeTwoProportion, sizeTwoSampleT } from '../../src/planning/index.ts'
import { relativeError } from '../relative-error.ts'
import { readVectors } from '../vectors/read-vectors.ts'

const planned = z.object({
  alpha: z.number(),
  sides: z.literal([1, 2]),
  wanted: z.number(),
  size: z.number(),
  power: z.array(z.number()),
})
const counted = readVectors(
  'proportions',
  z.object({
    powerOfMeans: z.array(planned.extend({ difference: z.number(), standardDeviation: z.number() })),
    powerOfShares: z.array(planned.extend({ control: z.number(), experiment: z.number() })),
  }),
)

const power = fc.double({ min: 0.1, max: 0.999, noNaN: true })
const alpha = fc.double({ min: 0.0001, max: 0.4, noNaN: true })
const sides = fc.constantFrom(1, 2)

describe('the power of the t-test', () => {
  test.each(counted.powerOfMeans)(
    'for $difference of $standardDeviation at $alpha agrees with R',
    ({ wanted, ...plan }) => {
      expect(relativeError(sizeTwoSampleT(wanted, plan), plan.size)).toBeLessThan(1e-8)
      const got = [2, 5.5, 40, 3000].map((size) => powerTwoSampleT(size, plan))
      for (const [at, value] of plan.power.entries()) expect(Math.abs((got[at] ?? NaN) - value)).toBeLessThan(1e-10)
    },
  )

  test('is what was asked for at the size, and grows with it', () => {
    const effect = fc.double({ min: 0.01, max: 3, noNaN: true })
    fc.assert(
      fc.property(power, effect, alpha, sides, (wanted, difference, error, on) => {
        const plan = { difference, standardDeviation: 1, alpha: error, sides: on }
        const size = sizeTwoSampleT(wanted, plan)
        if (size > 2) expect(powerTwoSampleT(size, plan)).toBeCloseTo(wanted, 9)
        else expect(powerTwoSampleT(2, plan)).toBeGreaterThanOrEqual(wanted)
        expect(powerTwoSampleT(1.1 * size, plan)).toBeGreaterThanOrEqual(powerTwoSampleT(size, plan))
      }),
      { numRuns: 40 },
    )
  })

  test('is two-sided at 5 % where nothing is asked', () => {
    const plan = { difference: 1, standardDeviation: 2 }
    expect(powerTwoSampleT(30, plan)).toBe(powerTwoSampleT(30, { ...plan, alpha: 0.05, sides: 2 }))
    expect(powerTwoSampleT(30, plan)).toBe(powerTwoSampleT(30, { ...plan, alpha: 0.025, sides: 1 }))
  })

  test('of a difference that hardly is one is the error itself', () => {
    expect(powerTwoSampleT(10, { difference: 1e-12, standardDeviation: 1, sides: 1 })).toBeCloseTo(0.05, 9)
  })

  test('needs two values a side, and more than can be for a difference of nearly nothing', () => {
    expect(sizeTwoSampleT(0.5, { difference: 100, standardDeviation: 1 })).toBe(2)
    expect(sizeTwoSampleT(0.9, { difference: 1e-6, standardDeviation: 1 })).toBeGreaterThan(1e13)
    expect(() => sizeTwoSampleT(0.9, { difference: 1e-9, standardDeviation: 1 })).toThrow('smaller difference')
  })

  test('refuses what cannot be planned', () => {
    const plan = { difference: 1, standardDeviation: 1 }
    for (const size of [1.9, 0, NaN, Infinity]) expect(() => powerTwoSampleT(size, plan)).toThrow('size')
    for (const odd of [0, -1, NaN, Infinity]) {
      expect(() => powerTwoSampleT(9, { ...plan, difference: odd })).toThrow('planned')
      expect(() => powerTwoSampleT(9, { ...plan, standardDeviation: odd })).toThrow('planned')
    }
    expect(() => powerTwoSampleT(9, { difference: -1, standardDeviation: -1 })).toThrow('planned')
    for (const odd of [0, 1, NaN]) {
      expect(() => powerTwoSampleT(9, { ...plan, alpha: odd })).toThrow('alpha')
      expect(() => sizeTwoSampleT(odd, plan)).toThrow('power')
    }
    expect(() => powerTwoSampleT(9, { ...plan, sides: z.custom<1>().parse(3) })).toThrow('sides')
  })
})

describe('the power of the test of two shares', () => {
  test.each(counted.powerOfShares)('of $experiment against $control at $alpha agrees with R', ({ wanted, ...plan }) => {
    expect(relativeError(sizeTwoProportion(wanted, plan), plan.size)).toBeLessThan(1e-8)
    const got = [1, 20, 5000].map((size) => powerTwoProportion(size, plan))
    for (const [at, value] of plan.power.entries()) expect(Math.abs((got[at] ?? NaN) - value)).toBeLessThan(1e-12)
  })

  test('is what was asked for at the size, in both orders of the shares', () => {
    const share = fc.double({ min: 0.001, max: 0.999, noNaN: true })
    fc.assert(
      fc.property(power, share, share, alpha, sides, (wanted, control, experiment, error, on) => {
        fc.pre(Math.abs(control - experiment) > 1e-6)
        const plan = { control, experiment, alpha: error, sides: on }
        const size = sizeTwoProportion(wanted, plan)
        if (size > 1) expect(powerTwoProportion(size, plan)).toBeCloseTo(wanted, 9)
        else expect(powerTwoProportion(1, plan)).toBeGreaterThanOrEqual(wanted - 1e-12)
        expect(sizeTwoProportion(wanted, { ...plan, control: experiment, experiment: control })).toBeCloseTo(size, 6)
      }),
    )
  })

  test('is two-sided at 5 % where nothing is asked', () => {
    const plan = { control: 0.1, experiment: 0.2 }
    expect(powerTwoProportion(99, plan)).toBe(powerTwoProportion(99, { ...plan, alpha: 0.05, sides: 2 }))
  })

  test('of all against nothing is there or not, never neither', () => {
    const plan = { control: 0, experiment: 1 }
    expect([powerTwoProportion(1.9, plan), powerTwoProportion(1.95, plan)]).toEqual([0, 1])
    expect(sizeTwoProportion(0.1, { control: 0, experiment: 1, alpha: 0.4, sides: 1 })).toBe(1)
  })

  test('refuses what cannot be planned', () => {
    const plan = { control: 0.1, experiment: 0.2 }
    for (const size of [0, -1, NaN, Infinity]) expect(() => powerTwoProportion(size, plan)).toThrow('size')
    for (const odd of [-0.1, 1.1, NaN]) {
      expect(() => powerTwoProportion(9, { ...plan, control: odd })).toThrow('control')
      expect(() => powerTwoProportion(9, { ...plan, experiment: odd })).toThrow('experiment')
    }
    expect(() => powerTwoProportion(9, { control: 0.1, experiment: 0.1 })).toThrow('other than 0.1')
    for (const odd of [0, 1, NaN]) {
      expect(() => powerTwoProportion(9, { ...plan, alpha: odd })).toThrow('alpha')
      expect(() => sizeTwoProportion(odd, plan)).toThrow('power')
    }
    expect(() => powerTwoProportion(9, { ...plan, sides: z.custom<1>().parse(0) })).toThrow('sides')
  })
})
