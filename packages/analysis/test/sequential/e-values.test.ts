import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { alwaysValidPValue, calibratePValue, eBenjaminiHochberg } from '../../src/sequential/index.ts'

const logs = fc.array(fc.double({ min: -20, max: 20, noNaN: true }), { minLength: 1, maxLength: 12 })

describe('a p-value made of evidence', () => {
  test('is one over the e-value, and 1 at most', () => {
    expect(alwaysValidPValue(Math.log(20))).toBeCloseTo(0.05, 15)
    expect(alwaysValidPValue(-3)).toBe(1)
    expect(alwaysValidPValue(-Infinity)).toBe(1)
    expect(alwaysValidPValue(Infinity)).toBe(0)
    expect(() => alwaysValidPValue(NaN)).toThrow('Expected logEValues to be')
  })
})

describe('evidence made of a p-value', () => {
  test('has an expectation of 1 for a uniform p-value', () => {
    for (const kappa of [0.3, 0.5, 0.8]) {
      // In x = −ln p the integral of κ p^(κ − 1) over p is one of κ e^(−κx).
      let sum = 0
      const step = 1e-3
      for (let x = step / 2; x < 120; x += step) sum += step * Math.exp(calibratePValue(Math.exp(-x), kappa) - x)
      expect(sum).toBeCloseTo(1, 6)
    }
  })

  test('falls as p grows, and never makes more of it than 1/p', () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-300, max: 1, noNaN: true }), (p) => {
        expect(calibratePValue(p)).toBeGreaterThanOrEqual(calibratePValue(Math.min(1, 2 * p)))
        expect(alwaysValidPValue(calibratePValue(p))).toBeGreaterThanOrEqual(p)
      }),
    )
    expect(calibratePValue(0)).toBe(Infinity)
  })

  test('is not made of what is no p-value', () => {
    for (const p of [-0.1, 1.1, NaN]) expect(() => calibratePValue(p)).toThrow('Expected pValue to be')
    for (const kappa of [0, 1, NaN]) expect(() => calibratePValue(0.5, kappa)).toThrow('Expected kappa to be')
  })
})

describe('the e-Benjamini–Hochberg list', () => {
  test('has the k largest, for the largest k whose smallest is M/(kα)', () => {
    fc.assert(
      fc.property(logs, fc.double({ min: 0.01, max: 0.9, noNaN: true }), (of, alpha) => {
        const descending = [...of].sort((one, other) => other - one)
        let most = 0
        for (const [at, log] of descending.entries())
          if (((at + 1) * Math.exp(log)) / of.length >= (1 - 1e-9) / alpha) most = at + 1
        const listed = eBenjaminiHochberg(of, alpha)
        expect(listed.length).toBeGreaterThanOrEqual(most)
        // Ties of the smallest one listed are listed too.
        for (const index of listed) expect(of[index]).toBeGreaterThanOrEqual(descending[most - 1] ?? NaN)
      }),
    )
  })

  test('takes an e-value of exactly 1/α, and certain ones', () => {
    expect(eBenjaminiHochberg([20, 20, 20].map(Math.log), 0.05)).toEqual([0, 1, 2])
    expect(eBenjaminiHochberg([40, 0.1].map(Math.log), 0.05)).toEqual([0])
    expect(eBenjaminiHochberg([39.999, 0.1].map(Math.log), 0.05)).toEqual([])
    expect(eBenjaminiHochberg([0, Infinity, -Infinity], 0.05)).toEqual([1])
    expect(eBenjaminiHochberg([0, -Infinity], 0.05)).toEqual([])
  })

  test('is refused for NaN, for none and for alphas that are none', () => {
    expect(() => eBenjaminiHochberg([1, NaN], 0.05)).toThrow('Expected logEValues to be')
    expect(() => eBenjaminiHochberg([], 0.05)).toThrow('Expected logEValues to be')
    for (const alpha of [0, 1, NaN]) expect(() => eBenjaminiHochberg([1], alpha)).toThrow('Expected alpha to be')
  })
})
