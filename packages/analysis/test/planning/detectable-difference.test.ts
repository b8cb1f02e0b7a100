import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import {
  detectableDifference,
  detectableShare,
  powerTwoProportion,
  powerTwoSampleT,
  sizeTwoSampleT,
} from '../../src/planning/index.ts'
import { relativeError } from '../relative-error.ts'
import { readVectors } from '../vectors/read-vectors.ts'

/** Size, deviation or share of the control, error, sides, power, and what R finds. */
const row = z.tuple([z.number(), z.number(), z.number(), z.literal([1, 2]), z.number(), z.number()])
const { means, shares } = readVectors('detectable', z.object({ means: z.array(row), shares: z.array(row) }))

const harms = ['increase', 'decrease'] as const

describe('the detectable difference of means', () => {
  test.each(means)('of %d values and deviation %d at %d, %d sides, %d agrees with R', (...one) => {
    const [size, standardDeviation, alpha, sides, power, wanted] = one
    const got = detectableDifference(size, power, { standardDeviation, alpha, sides })
    expect(relativeError(got, wanted)).toBeLessThan(1e-8)
  })

  test('has the power that was asked for, and just needs the size', () => {
    const size = fc.double({ min: 2, max: 1e5, noNaN: true })
    const power = fc.double({ min: 0.4, max: 0.999, noNaN: true })
    fc.assert(
      fc.property(size, power, fc.double({ min: 1e-3, max: 1e3, noNaN: true }), (at, wanted, standardDeviation) => {
        const difference = detectableDifference(at, wanted, { standardDeviation })
        const shown = powerTwoSampleT(at, { difference, standardDeviation })
        expect(shown).toBeGreaterThanOrEqual(wanted)
        expect(shown).toBeCloseTo(wanted, 10)
        expect(relativeError(sizeTwoSampleT(wanted, { difference, standardDeviation }), at)).toBeLessThan(1e-8)
      }),
      { numRuns: 25 },
    )
  })

  test('is two-sided at 5 % where nothing is asked', () => {
    const at = (plan: { alpha?: number; sides?: 1 | 2 }) =>
      detectableDifference(9, 0.8, { standardDeviation: 1, ...plan })
    expect(at({})).toBe(at({ alpha: 0.05, sides: 2 }))
    expect(at({})).toBe(at({ alpha: 0.025, sides: 1 }))
  })

  test('is found for errors so small that two values show nothing else', () => {
    expect(detectableDifference(2, 0.5, { standardDeviation: 1, alpha: 1e-12, sides: 1 })).toBeGreaterThan(1e5)
  })

  test('refuses what cannot be planned', () => {
    for (const power of [0, 1, NaN])
      expect(() => detectableDifference(9, power, { standardDeviation: 1 })).toThrow('power')
    for (const size of [1.9, NaN, Infinity])
      expect(() => detectableDifference(size, 0.8, { standardDeviation: 1 })).toThrow('size')
    for (const standardDeviation of [0, -1, NaN, Infinity])
      expect(() => detectableDifference(9, 0.8, { standardDeviation })).toThrow('planned')
  })
})

describe('the detectable share', () => {
  test.each(shares)('of %d trials and share %d at %d, %d sides, %d agrees with R', (...one) => {
    const [size, control, alpha, sides, power, wanted] = one
    const got = detectableShare(size, power, { control, alpha, sides, harm: 'increase' }) ?? NaN
    expect(relativeError(got, wanted)).toBeLessThan(1e-8)
    const below = detectableShare(size, power, { control: 1 - control, alpha, sides, harm: 'decrease' }) ?? NaN
    expect(below).toBeCloseTo(1 - wanted, 9)
  })

  test('has the power that was asked for, on the side of the harm', () => {
    const share = fc.double({ min: 0.01, max: 0.99, noNaN: true })
    const power = fc.double({ min: 0.5, max: 0.99, noNaN: true })
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 100_000 }),
        power,
        share,
        fc.constantFrom(...harms),
        (size, wanted, control, harm) => {
          const experiment = detectableShare(size, wanted, { control, harm })
          if (experiment === null) {
            const end = harm === 'increase' ? 1 : 0
            expect(powerTwoProportion(size, { control, experiment: end })).toBeLessThan(wanted)
          } else {
            expect(experiment > control).toBe(harm === 'increase')
            expect(powerTwoProportion(size, { control, experiment })).toBeGreaterThanOrEqual(wanted)
            expect(powerTwoProportion(size, { control, experiment })).toBeCloseTo(wanted, 6)
          }
        },
      ),
    )
  })

  test('is none where no share is bad enough, or nothing is left on the harmful side', () => {
    expect(detectableShare(2, 0.9, { control: 0.5, harm: 'increase' })).toBeNull()
    expect(detectableShare(2, 0.9, { control: 0.5, harm: 'decrease' })).toBeNull()
    expect(detectableShare(1e9, 0.9, { control: 1, harm: 'increase' })).toBeNull()
    expect(detectableShare(1e9, 0.9, { control: 0, harm: 'decrease' })).toBeNull()
    expect(detectableShare(1e9, 0.9, { control: 0, harm: 'increase' })).toBeGreaterThan(0)
    expect(detectableShare(1e9, 0.9, { control: 1, harm: 'decrease' })).toBeLessThan(1)
  })

  test('refuses what cannot be planned, and powers that equal shares have too', () => {
    const plan = { control: 0.1, harm: 'increase' } as const
    for (const power of [0, 1, NaN, 0.025]) expect(() => detectableShare(9, power, plan)).toThrow('power')
    expect(() => detectableShare(9, 0.05, { ...plan, sides: 1 })).toThrow('power')
    expect(() => detectableShare(9, 0.1, { ...plan, alpha: 0.2 })).toThrow('power')
    expect(() => detectableShare(9, 0.0251, plan)).not.toThrow()
    for (const size of [0, NaN, Infinity]) expect(() => detectableShare(size, 0.8, plan)).toThrow('size')
    for (const control of [-0.1, 1.1, NaN])
      expect(() => detectableShare(9, 0.8, { ...plan, control })).toThrow('control')
    for (const alpha of [0, 1, NaN]) expect(() => detectableShare(9, 0.8, { ...plan, alpha })).toThrow(/alpha|power/)
    expect(() => detectableShare(9, 0.8, { ...plan, harm: z.custom<'increase'>().parse('up') })).toThrow('harm')
    expect(() => detectableShare(9, 0.8, { ...plan, sides: z.custom<1>().parse(3) })).toThrow('sides')
  })
})
