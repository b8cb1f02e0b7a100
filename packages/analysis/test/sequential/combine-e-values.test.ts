import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { adjustedLogEValues, combineLogEValues } from '../../src/sequential/index.ts'

interface Part {
  readonly log: number
  readonly weight: number
}

const parts = fc.array(
  fc.record({
    log: fc.oneof(fc.double({ min: -700, max: 700, noNaN: true }), fc.constantFrom(-Infinity, 0, 1, 300)),
    weight: fc.oneof(fc.double({ min: 1e-3, max: 1e3, noNaN: true }), fc.constant(1)),
  }),
  { minLength: 1, maxLength: 8 },
)
const logsOf = (of: readonly Part[]): readonly number[] => of.map(({ log }) => log)
const weightsOf = (of: readonly Part[]): readonly number[] => of.map(({ weight }) => weight)
const meanOf = (of: readonly Part[]): number => combineLogEValues(logsOf(of), weightsOf(of))

/** Every set of parts that holds the one at `index`. */
function setsWith(of: readonly Part[], index: number): readonly (readonly Part[])[] {
  return Array.from({ length: 2 ** of.length }, (_, bits) => of.filter((__, at) => (bits >> at) % 2 === 1)).filter(
    (_, bits) => (bits >> index) % 2 === 1,
  )
}

describe('the weighted mean of e-values', () => {
  test('is the mean: weights of any sum, numbers beyond what a number holds', () => {
    expect(combineLogEValues([Math.log(8), Math.log(2)], [1, 2])).toBeCloseTo(Math.log(4), 14)
    expect(combineLogEValues([1000, 1000], [3, 5])).toBeCloseTo(1000, 12)
    expect(combineLogEValues([-1e6, 2000], [1, 1])).toBeCloseTo(2000 - Math.LN2, 12)
  })

  test('of no evidence is none, of certainty certain', () => {
    expect(combineLogEValues([-Infinity, -Infinity], [1, 2])).toBe(-Infinity)
    expect(combineLogEValues([0, Infinity], [1, 1])).toBe(Infinity)
    expect(combineLogEValues([0, 0, 0], [0.3, 0.2, 0.5])).toBeCloseTo(0, 15)
  })

  test('lies between the smallest and the largest, and does not depend on the unit of the weights', () => {
    fc.assert(
      fc.property(parts, fc.double({ min: 0.01, max: 100, noNaN: true }), (of, unit) => {
        const mean = meanOf(of)
        expect(mean).toBeGreaterThanOrEqual(Math.min(...logsOf(of)) - 1e-9)
        expect(mean).toBeLessThanOrEqual(Math.max(...logsOf(of)) + 1e-9)
        const other = meanOf(of.map(({ log, weight }) => ({ log, weight: weight * unit })))
        if (mean !== other) expect(Math.abs(mean - other)).toBeLessThan(1e-9)
      }),
    )
  })

  test.each<[string, readonly number[], readonly number[]]>([
    ['logEValues', [], []],
    ['logEValues', [1, NaN], [1, 1]],
    ['weights', [1, 2], [1]],
    ['weights', [1, 2], [1, 0]],
    ['weights', [1, 2], [1, -1]],
    ['weights', [1, 2], [1, NaN]],
    ['weights', [1, 2], [1, Infinity]],
  ])('refuses %s of %j with %j, and so does the adjustment', (name, logs, weights) => {
    expect(() => combineLogEValues(logs, weights)).toThrow(`Expected ${name} to be`)
    expect(() => adjustedLogEValues(logs, weights)).toThrow(`Expected ${name} to be`)
  })

  test('refuses what JSON makes of a number that it cannot hold', () => {
    const logs = z.array(z.custom<number>()).parse(JSON.parse('[null, 1]'))
    expect(() => combineLogEValues(logs, [1, 1])).toThrow('Expected logEValues to be numbers, got null')
  })
})

describe('the adjusted e-values', () => {
  test('are the least means of all sets that hold the part, whatever the weights', () => {
    fc.assert(
      fc.property(parts, (of) => {
        const adjusted = adjustedLogEValues(logsOf(of), weightsOf(of))
        for (const index of of.keys()) {
          const brute = Math.min(...setsWith(of, index).map(meanOf))
          const got = adjusted[index] ?? NaN
          if (got !== brute) expect(Math.abs(got - brute)).toBeLessThan(1e-9 * Math.max(1, Math.abs(brute)))
        }
      }),
    )
  })

  test('of one part is its own', () => {
    expect(adjustedLogEValues([3], [0.2])).toEqual([3])
  })

  test('of a certain part is certain, and takes nothing from the others', () => {
    expect(adjustedLogEValues([Infinity, 1], [1, 1])).toEqual([Infinity, 1])
  })
})
