import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { noncentralTCdf, normalCdf, studentTCdf } from '../../src/distributions/index.ts'
import { readVectors } from '../vectors/read-vectors.ts'

const t = fc.double({ min: -50, max: 50, noNaN: true })
const degrees = fc.double({ min: 0.2, max: 1e6, noNaN: true })

describe('the noncentral t law', () => {
  test('agrees with 30-digit arithmetic', () => {
    for (const [x, df, shift, wanted] of readVectors(
      'noncentral-t',
      z.array(z.tuple([z.number(), z.number(), z.number(), z.number()])),
    ))
      expect(Math.abs(noncentralTCdf(x, df, shift) - wanted)).toBeLessThan(1e-12)
  })

  test("is Student's law without a shift, and mirrors with it", () => {
    fc.assert(
      fc.property(t, degrees, fc.double({ min: -20, max: 20, noNaN: true }), (x, df, shift) => {
        expect(noncentralTCdf(x, df, 0)).toBeCloseTo(studentTCdf(x, df), 11)
        expect(noncentralTCdf(-x, df, -shift)).toBeCloseTo(1 - noncentralTCdf(x, df, shift), 11)
      }),
    )
  })

  test('is decided by a shift that t never comes near, however large', () => {
    expect(noncentralTCdf(2, 3, 1e12)).toBe(0)
    expect(noncentralTCdf(2, 3, -1e12)).toBe(1)
    expect(noncentralTCdf(-2, 3, 1e12)).toBe(0)
    expect(noncentralTCdf(-2, 3, -1e12)).toBe(1)
  })

  test('passes into the normal law without a step', () => {
    for (const shift of [0, 3, 30]) {
      const [below, above] = [0.999e9, 1.001e9].map((df) => noncentralTCdf(shift + 1, df, shift))
      expect(Math.abs((below ?? NaN) - (above ?? NaN))).toBeLessThan(1e-9)
      expect(noncentralTCdf(shift + 1, 1e18, shift)).toBeCloseTo(normalCdf(1), 9)
    }
  })

  test('of two degrees of freedom agrees with its closed form, however far the shift', () => {
    // s² is exponential then, and the mean of exp(−(Z + shift)² ÷ t²) over the normal law an integral of one.
    for (const [x, shift] of [
      [999, 999],
      [1001, 1001],
      [1e5, 1.5e5],
      [1e6, 3e5],
      [1e150, 1e150],
      [1e13, 1001],
    ] as const) {
      const wanted = Math.exp(-(shift ** 2) / (x ** 2 + 2)) / Math.sqrt(1 + 2 / x ** 2)
      expect(Math.abs(noncentralTCdf(x, 2, shift) - wanted)).toBeLessThan(1e-13)
      expect(Math.abs(noncentralTCdf(-x, 2, -shift) - (1 - wanted))).toBeLessThan(1e-13)
      expect(noncentralTCdf(x, 2, shift)).toBeLessThanOrEqual(1)
    }
  })

  test('goes from one sum to the other without a step', () => {
    for (const df of [0.3, 2, 30, 9999, 10_001])
      for (const x of [50, 800, 1000, 1020, 4000]) {
        const at = (shift: number) => noncentralTCdf(x, df, shift)
        expect(Math.abs(at(1000 + 1e-7) - 2 * at(1000) + at(1000 - 1e-7))).toBeLessThan(1e-12)
      }
  })

  test('is 0 or 1 where t never comes near the shift', () => {
    expect([noncentralTCdf(4, 2, 1e300), noncentralTCdf(4, 2, -1e300)]).toEqual([0, 1])
    expect([noncentralTCdf(-4, 2, 1e300), noncentralTCdf(-4, 2, -1e300)]).toEqual([0, 1])
    expect([noncentralTCdf(0, 2, 50), noncentralTCdf(0, 2, -50)]).toEqual([0, 1])
  })

  test('refuses arguments outside', () => {
    expect(() => noncentralTCdf(NaN, 5, 1)).toThrow('t to be')
    for (const df of [0, -1, NaN, Infinity]) expect(() => noncentralTCdf(1, df, 1)).toThrow('degreesOfFreedom')
    for (const shift of [NaN, Infinity]) expect(() => noncentralTCdf(1, 5, shift)).toThrow('shift')
  })
})
