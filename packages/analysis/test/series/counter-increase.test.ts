import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { counterIncrease } from '../../src/series/index.ts'

describe("a counter's increase", () => {
  test.each([
    { readings: [5, 5], increase: 0, resets: 0 },
    { readings: [10, 15, 40], increase: 30, resets: 0 },
    { readings: [10, 15, 3, 4], increase: 9, resets: 1 },
    { readings: [7, 0, 0, 2, 1], increase: 3, resets: 2 },
  ])('over $readings is $increase', ({ readings, increase, resets }) => {
    expect(counterIncrease(readings)).toEqual({ increase, resets })
  })

  test.each([[[]], [[4]], [[1, NaN]], [[NaN, 1]], [[1, Infinity]], [[-1, 3]], [[3, -1]]])(
    'over %j is unknown',
    (readings) => {
      expect(counterIncrease(readings)).toBeNull()
    },
  )

  test('over a span is the sum over its parts, and never negative', () => {
    const readings = fc.array(fc.integer({ min: 0, max: 1000 }), { minLength: 3, maxLength: 30 })
    fc.assert(
      fc.property(readings, fc.nat(), (all, cut) => {
        const at = 1 + (cut % (all.length - 2))
        const [whole, first, second] = [all, all.slice(0, at + 1), all.slice(at)].map((part) => counterIncrease(part))
        expect(whole?.increase).toBe((first?.increase ?? NaN) + (second?.increase ?? NaN))
        expect(whole?.resets).toBe((first?.resets ?? NaN) + (second?.resets ?? NaN))
        expect(whole?.increase).toBeGreaterThanOrEqual(0)
      }),
    )
  })
})
