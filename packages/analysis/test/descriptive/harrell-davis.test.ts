import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { harrellDavis } from '../../src/descriptive/index.ts'
import { relativeError } from '../relative-error.ts'
import { summaries } from './descriptive-vectors.ts'

const sample = fc.array(fc.integer({ min: -1000, max: 1000 }), { minLength: 1, maxLength: 40 })
const share = fc.double({ min: 0.01, max: 0.99, noNaN: true })

describe("Harrell and Davis' quantile", () => {
  test.each(summaries)("is that of R's beta law ($values.length values)", ({ values, smooth }) => {
    for (const { q, value } of smooth) {
      expect(relativeError(harrellDavis(values, q) ?? NaN, value)).toBeLessThan(1e-11)
      expect(harrellDavis(Float64Array.from(values), q)).toBe(harrellDavis(values, q))
    }
  })

  test('lies among the values, moves with them and turns round with the sign', () => {
    fc.assert(
      fc.property(sample, share, fc.integer({ min: -99, max: 99 }), (values, q, shift) => {
        const found = harrellDavis(values, q) ?? NaN
        expect(found).toBeGreaterThanOrEqual(Math.min(...values))
        expect(found).toBeLessThanOrEqual(Math.max(...values))
        expect(harrellDavis(values.map((value) => 4 * value + shift).toReversed(), q)).toBeCloseTo(4 * found + shift, 8)
        expect(
          harrellDavis(
            values.map((value) => -value),
            1 - q,
          ),
        ).toBeCloseTo(-found, 8)
      }),
    )
  })

  test('is the value where all are equal', () => {
    fc.assert(
      fc.property(
        fc.double({ min: -1e6, max: 1e6, noNaN: true }),
        fc.integer({ min: 1, max: 40 }),
        share,
        (value, n, q) => {
          expect(harrellDavis(new Float64Array(n).fill(value), q) === value).toBe(true)
        },
      ),
    )
  })

  test('grows with the share', () => {
    fc.assert(
      fc.property(sample, share, share, (values, one, other) => {
        const at = (q: number) => harrellDavis(values, q) ?? NaN
        expect(at(Math.max(one, other))).toBeGreaterThanOrEqual(at(Math.min(one, other)) - 1e-9)
      }),
    )
  })

  test('does not exist for nothing, and leaves the values as they were', () => {
    const values = Float64Array.of(3, 1, 2)
    harrellDavis(values, 0.5)
    expect([...values]).toEqual([3, 1, 2])
    expect([harrellDavis([], 0.5), harrellDavis([7], 0.3)]).toEqual([null, 7])
  })

  test.each([0, 1, -0.1, NaN])('refuses the share %d', (q) => {
    expect(() => harrellDavis([1, 2], q)).toThrow('Expected q to be a share above 0 and below 1')
  })

  test('refuses NaN', () => {
    expect(() => harrellDavis([1, NaN], 0.5)).toThrow('got NaN at index 1')
  })
})
