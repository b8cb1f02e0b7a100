import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { sampleRatioMismatch } from '../../src/hypothesis/index.ts'
import { relativeError } from '../relative-error.ts'
import { compared } from './compared.ts'
import { counted } from './count-vectors.ts'

describe('the split of the traffic', () => {
  test.each(counted.split)('of $counts by $weights agrees with R', ({ counts, weights, ...wanted }) => {
    const result = compared(sampleRatioMismatch(counts, weights))
    expect(Math.abs(result.statistic - wanted.statistic)).toBeLessThan(1e-11 * (1 + wanted.statistic))
    expect(result.degreesOfFreedom).toBe(wanted.degreesOfFreedom)
    expect(relativeError(result.pValue, wanted.p)).toBeLessThan(1e-10)
    expect(result.isMismatch).toBe(wanted.p < 0.001)
  })

  test('is the same for weights in any unit and in any order of the sides', () => {
    const side = fc.tuple(fc.nat({ max: 100_000 }), fc.integer({ min: 1, max: 100 }))
    fc.assert(
      fc.property(fc.array(side, { minLength: 2, maxLength: 6 }), (sides) => {
        const counts = sides.map(([count]) => count)
        const weights = sides.map(([, weight]) => weight)
        fc.pre(counts.some((count) => count > 0))
        const { statistic } = compared(sampleRatioMismatch(counts, weights))
        const scaled = compared(
          sampleRatioMismatch(
            Float64Array.from(counts),
            weights.map((weight) => weight / 64),
          ),
        )
        const turned = compared(sampleRatioMismatch(counts.toReversed(), weights.toReversed()))
        expect(scaled.statistic).toBe(statistic)
        expect(Math.abs(turned.statistic - statistic)).toBeLessThan(1e-9 * (1 + statistic))
      }),
    )
  })

  test('is a mismatch only below alpha', () => {
    const { pValue } = compared(sampleRatioMismatch([1050, 8950], [10, 90]))
    const at = (alpha: number) => compared(sampleRatioMismatch([1050, 8950], [10, 90], { alpha })).isMismatch
    expect([at(pValue), at(pValue * 1.0001), at(0.5), at(1e-9)]).toEqual([false, true, true, false])
  })

  test('of nothing cannot be compared', () => {
    expect(sampleRatioMismatch([0, 0], [1, 1])).toMatchObject({ kind: 'not-comparable', reason: 'no-events' })
  })

  test.each([
    { counts: [1], weights: [1], says: 'weights' },
    { counts: [], weights: [], says: 'weights' },
    { counts: [1, 2], weights: [1], says: 'weights' },
    { counts: [1, 2], weights: [1, 2, 3], says: 'weights' },
    { counts: [1, 2], weights: [1, 0], says: 'weights' },
    { counts: [1, 2], weights: [1, -1], says: 'weights' },
    { counts: [1, 2], weights: [NaN, 1], says: 'weights' },
    { counts: [1, 2], weights: [Infinity, 1], says: 'weights' },
    { counts: [1, -2], weights: [1, 1], says: 'counts' },
    { counts: [NaN, 2], weights: [1, 1], says: 'counts' },
    { counts: [Infinity, 2], weights: [1, 1], says: 'counts' },
  ])('refuses $counts by $weights', ({ counts, weights, says }) => {
    expect(() => sampleRatioMismatch(counts, weights)).toThrow(says)
  })

  test.each([0, 1, NaN])('refuses the alpha %d', (alpha) => {
    expect(() => sampleRatioMismatch([1, 1], [1, 1], { alpha })).toThrow('alpha')
  })
})
