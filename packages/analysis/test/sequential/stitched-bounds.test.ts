import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { seededRandom } from '../../src/numeric/index.ts'
import { doubleStitchedBound, empiricalProcessBound, stitchedBound } from '../../src/sequential/index.ts'
import { relativeError } from '../relative-error.ts'
import { sequentialVectors } from './sequential-vectors.ts'

const { stitched, doubleStitched, empiricalProcess } = sequentialVectors.bounds
const variance = fc.double({ min: 0.01, max: 1e8, noNaN: true })

describe('the stitched bound of a sum', () => {
  test('agrees with 40 digits', () => {
    for (const { v, alpha, options, bound } of stitched)
      expect(relativeError(stitchedBound(v, alpha, options), bound)).toBeLessThan(1e-14)
  })

  test('grows with the variance and the scale, and below its beginning is that of the beginning', () => {
    fc.assert(
      fc.property(variance, fc.double({ min: 0, max: 100, noNaN: true }), (v, scale) => {
        const options = { from: 10, scale }
        expect(stitchedBound(v * 2, 0.05, options)).toBeGreaterThanOrEqual(stitchedBound(v, 0.05, options))
        expect(stitchedBound(v, 0.05, { from: 10, scale: scale + 1 })).toBeGreaterThan(stitchedBound(v, 0.05, options))
        expect(stitchedBound(Math.min(v, 10), 0.05, options)).toBe(stitchedBound(10, 0.05, options))
      }),
    )
  })

  test.each<[string, () => number]>([
    ['v', () => stitchedBound(NaN, 0.05, { from: 1 })],
    ['alpha', () => stitchedBound(1, 1, { from: 1 })],
    ['from', () => stitchedBound(1, 0.05, { from: 0 })],
    ['scale', () => stitchedBound(1, 0.05, { from: 1, scale: NaN })],
    ['decay', () => stitchedBound(1, 0.05, { from: 1, decay: 1 })],
    ['epochRatio', () => stitchedBound(1, 0.05, { from: 1, epochRatio: NaN })],
  ])('refuses %s', (name, call) => {
    expect(call).toThrow(`Expected ${name} to be`)
  })
})

describe('the double-stitched bound of counts below quantiles', () => {
  test('agrees with 40 digits', () => {
    for (const { quantile, n, alpha, options, bound } of doubleStitched)
      expect(relativeError(doubleStitchedBound(quantile, n, alpha, options), bound)).toBeLessThan(1e-13)
  })

  test('holds of a thousand uniform values at all times, for a quantile that is looked for', () => {
    let crossed = 0
    for (let seed = 0; seed < 20; seed += 1) {
      const random = seededRandom(seed)
      for (const quantile of [0.5, 0.9]) {
        let below = 0
        for (let n = 1; n <= 1000; n += 1) {
          if (random() <= quantile) below += 1
          if (!(below - n * quantile < doubleStitchedBound(quantile, n, 0.01, { from: 32 }))) crossed += 1
        }
      }
    }
    expect(crossed).toBe(0)
  })

  test.each<[string, () => number]>([
    ['quantile', () => doubleStitchedBound(1, 10, 0.05, { from: 1 })],
    ['n', () => doubleStitchedBound(0.5, 0, 0.05, { from: 1 })],
    ['alpha', () => doubleStitchedBound(0.5, 10, NaN, { from: 1 })],
    ['from', () => doubleStitchedBound(0.5, 10, 0.05, { from: NaN })],
    ['fineness', () => doubleStitchedBound(0.5, 10, 0.05, { from: 1, fineness: 0 })],
  ])('refuses %s', (name, call) => {
    expect(call).toThrow(`Expected ${name} to be`)
  })
})

describe('the band of the empirical cdf', () => {
  test('agrees with a search on a grid', () => {
    for (const { n, alpha, options, bound } of empiricalProcess)
      expect(relativeError(empiricalProcessBound(n, alpha, options), bound)).toBeLessThan(1e-11)
  })

  test('is open before it begins', () => {
    expect(empiricalProcessBound(9, 0.05, { from: 10 })).toBe(Infinity)
  })

  test('narrows as values come, and widens as less error is allowed', () => {
    const error = fc.double({ min: 1e-6, max: 0.4, noNaN: true })
    fc.assert(
      fc.property(fc.integer({ min: 10, max: 100_000 }), error, (n, alpha) => {
        const band = empiricalProcessBound(n, alpha, { from: 10 })
        expect(empiricalProcessBound(2 * n, alpha, { from: 10 })).toBeLessThan(band)
        expect(empiricalProcessBound(n, alpha / 2, { from: 10 })).toBeGreaterThan(band)
      }),
      { numRuns: 20 },
    )
  })

  test.each<[string, () => number]>([
    ['n', () => empiricalProcessBound(0, 0.05, { from: 1 })],
    ['alpha', () => empiricalProcessBound(10, 0, { from: 1 })],
    ['from', () => empiricalProcessBound(10, 0.05, { from: 0.5 })],
    ['factor', () => empiricalProcessBound(10, 0.05, { from: 1, factor: 0.7 })],
  ])('refuses %s', (name, call) => {
    expect(call).toThrow(`Expected ${name} to be`)
  })
})
