import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { normalQuantile } from '../../src/distributions/index.ts'
import { proportionDifference, proportionNonInferiority, riskRatio } from '../../src/hypothesis/index.ts'
import { compared } from './compared.ts'
import { counts, oddCounts } from './count-vectors.ts'

const fine = { events: 1, total: 2 }

describe('the risk ratio', () => {
  test('has an interval that is normal on the logarithm', () => {
    // By hand: ln 1.5 ± 1.96 · √(1/15 − 1/1000 + 1/90 − 1/9000).
    const { estimate, lower, upper, level } = compared(
      riskRatio({ events: 90, total: 9000 }, { events: 15, total: 1000 }, 0.95),
    )
    const half = normalQuantile(0.975) * Math.sqrt(1 / 15 - 1 / 1000 + 1 / 90 - 1 / 9000)
    expect(estimate).toBeCloseTo(1.5, 12)
    expect(Math.log(lower)).toBeCloseTo(Math.log(1.5) - half, 12)
    expect(Math.log(upper)).toBeCloseTo(Math.log(1.5) + half, 12)
    expect(level).toBe(0.95)
  })

  test('turns over when the sides are swapped and widens with the level', () => {
    const level = fc.double({ min: 0.01, max: 0.999, noNaN: true })
    fc.assert(
      fc.property(counts(400), counts(400), level, level, (control, experiment, one, other) => {
        const narrow = riskRatio(control, experiment, Math.min(one, other))
        const wide = riskRatio(control, experiment, Math.max(one, other))
        const swapped = riskRatio(experiment, control, Math.max(one, other))
        fc.pre(narrow.kind === 'compared' && wide.kind === 'compared' && swapped.kind === 'compared')
        expect(wide.lower <= narrow.lower && narrow.upper <= wide.upper).toBe(true)
        expect(swapped.lower * wide.upper).toBeCloseTo(1, 9)
        expect(swapped.estimate * wide.estimate).toBeCloseTo(1, 9)
      }),
    )
  })

  test.each([
    { control: { events: 0, total: 0 }, experiment: fine, reason: 'empty' },
    { control: fine, experiment: { events: 0, total: 0 }, reason: 'empty' },
    { control: { events: 0, total: 5 }, experiment: { events: 3, total: 9 }, reason: 'no-events' },
    { control: { events: 3, total: 5 }, experiment: { events: 0, total: 9 }, reason: 'no-events' },
    { control: { events: 5, total: 5 }, experiment: { events: 9, total: 9 }, reason: 'no-variation' },
  ])('cannot compare $experiment with $control: $reason', ({ control, experiment, reason }) => {
    expect(riskRatio(control, experiment, 0.9)).toMatchObject({ kind: 'not-comparable', reason })
  })

  test('compares where one side alone has nothing but events', () => {
    expect(compared(riskRatio({ events: 5, total: 5 }, { events: 4, total: 8 }, 0.9)).estimate).toBe(0.5)
  })

  test('refuses what is no count and no level', () => {
    for (const odd of oddCounts) {
      expect(() => riskRatio(odd, fine, 0.9)).toThrow('control')
      expect(() => riskRatio(fine, odd, 0.9)).toThrow('experiment')
    }
    for (const level of [0, 1, NaN]) expect(() => riskRatio(fine, fine, level)).toThrow('level')
  })
})

describe('non-inferiority of shares', () => {
  const [control, experiment] = [
    { events: 20, total: 1000 },
    { events: 24, total: 1000 },
  ]

  test('is shown where the limit on the harmful side stays within the margin, not at it', () => {
    const { lower, upper, difference } = proportionDifference(control, experiment, 0.9)
    const claim = (harm: 'increase' | 'decrease', margin: number) =>
      proportionNonInferiority(control, experiment, { harm, margin })
    expect(claim('increase', upper)).toEqual({ difference, limit: upper, isNonInferior: false })
    expect(claim('increase', upper + 1e-9).isNonInferior).toBe(true)
    expect(claim('decrease', -lower)).toEqual({ difference, limit: lower, isNonInferior: false })
    expect(claim('decrease', -lower + 1e-9).isNonInferior).toBe(true)
  })

  test('asks for more where the error is to be smaller', () => {
    const { limit } = proportionNonInferiority(control, experiment, { harm: 'increase', margin: 0.1, alpha: 0.01 })
    expect(limit).toBe(proportionDifference(control, experiment, 0.98).upper)
  })

  test('refuses margins, errors and directions outside', () => {
    const odd = (options: Partial<Parameters<typeof proportionNonInferiority>[2]>) => () =>
      proportionNonInferiority(control, experiment, { harm: 'increase', margin: 0.1, ...options })
    for (const margin of [0, -1, NaN]) expect(odd({ margin })).toThrow('margin')
    for (const alpha of [0, 0.5, NaN]) expect(odd({ alpha })).toThrow('alpha')
    expect(odd({ harm: z.custom<'increase'>().parse('up') })).toThrow('harm')
  })
})
