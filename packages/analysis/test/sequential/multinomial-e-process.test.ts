import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { logBeta, logFactorial } from '../../src/numeric/index.ts'
import { updateMultinomial, type MultinomialState } from '../../src/sequential/index.ts'
import { evidenceError, sequentialVectors } from './sequential-vectors.ts'

const stateSchema = z.strictObject({
  shares: z.array(z.number()),
  counts: z.array(z.number()),
  concentration: z.number(),
  closedLogE: z.number(),
  logE: z.number(),
  maxLogE: z.number(),
})

type Look = readonly [counts: readonly number[], weights: readonly number[]]
const after = (looks: readonly Look[]): MultinomialState => {
  let state: MultinomialState | null = null
  for (const [counts, weights] of looks) state = updateMultinomial(state, counts, weights)
  if (state === null) throw new Error('no look leaves no state')
  return state
}

const split = fc.constantFrom<readonly number[]>([10, 90], [50, 50], [1, 3])
const look = fc.tuple(fc.tuple(fc.nat(400), fc.nat(400)), split)
const looks = fc.array<Look>(look, { minLength: 1, maxLength: 12 })

describe('the sequential check of the split', () => {
  test('of two sides is the beta-binomial Bayes factor', () => {
    const [x, y] = [30, 90]
    const wanted = logBeta(10 + x, 90 + y) - logBeta(10, 90) - x * Math.log(0.1) - y * Math.log(0.9)
    expect(updateMultinomial(null, [x, y], [0.1, 0.9]).logE).toBeCloseTo(wanted, 11)
  })

  test('has an expectation of 1 over all outcomes of a correct split, in one split and across two', () => {
    const n = 12
    const chance = (x: number, share: number) =>
      Math.exp(
        logFactorial(n) - logFactorial(x) - logFactorial(n - x) + x * Math.log(share) + (n - x) * Math.log(1 - share),
      )
    let first = 0
    let both = 0
    for (let x = 0; x <= n; x += 1) {
      const state = updateMultinomial(null, [x, n - x], [1, 4], { concentration: 3 })
      first += chance(x, 0.2) * Math.exp(state.logE)
      for (let y = 0; y <= n; y += 1) {
        const next = updateMultinomial(state, [y, n - y], [1, 1], { concentration: 3 })
        both += chance(x, 0.2) * chance(y, 0.5) * Math.exp(next.logE)
      }
    }
    expect(first).toBeCloseTo(1, 12)
    expect(both).toBeCloseTo(1, 12)
  })

  test('of one split depends on the sums alone', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(1000), fc.nat(1000)), { minLength: 1, maxLength: 8 }), (each) => {
        const sums = [0, 1].map((side) => each.reduce((sum, counts) => sum + (counts[side] ?? 0), 0))
        expect(after(each.map((counts): Look => [counts, [3, 7]])).logE).toBe(
          updateMultinomial(null, sums, [3, 7]).logE,
        )
      }),
    )
  })

  test('adds the evidence of splits that follow each other, and begins each anew', () => {
    const one = updateMultinomial(null, [200, 800], [10, 90])
    const other = updateMultinomial(null, [520, 480], [50, 50])
    const both = updateMultinomial(one, [520, 480], [50, 50])
    expect(both.logE).toBeCloseTo(one.logE + other.logE, 10)
    expect(both.counts).toEqual([520, 480])
    expect(updateMultinomial(one, [5, 5], [10, 90], { concentration: 7 }).counts).toEqual([5, 5])
  })

  test('keeps the largest evidence, at least none', () => {
    fc.assert(
      fc.property(looks, (each) => {
        let state: MultinomialState | null = null
        let largest = 0
        for (const [counts, weights] of each) {
          state = updateMultinomial(state, counts, weights)
          largest = Math.max(largest, state.logE)
          expect(state.maxLogE).toBe(largest)
        }
      }),
    )
  })

  test('goes on through JSON bit for bit, and leaves the state it was given as it was', () => {
    fc.assert(
      fc.property(looks, (each) => {
        let state: MultinomialState | null = null
        let restored: MultinomialState | null = null
        for (const [counts, weights] of each) {
          const before = JSON.stringify(restored)
          state = updateMultinomial(state, counts, weights)
          const next = updateMultinomial(restored, counts, weights)
          expect(JSON.stringify(restored)).toBe(before)
          restored = stateSchema.parse(JSON.parse(JSON.stringify(next)))
          expect(restored).toEqual(state)
        }
      }),
    )
  })

  test('is sure after a million requests of a split that is one percent off, and not of a right one', () => {
    expect(updateMultinomial(null, [110_000, 890_000], [10, 90]).logE).toBeGreaterThan(400)
    expect(updateMultinomial(null, [100_000, 900_000], [10, 90]).logE).toBeLessThan(0)
  })

  test('has its digits with billions of requests, few of them, and a heavy prior', () => {
    for (const { counts, weights, concentration, logE } of sequentialVectors.dirichlet)
      expect(evidenceError(updateMultinomial(null, counts, weights, { concentration }).logE, logE)).toBeLessThan(1e-13)
  })

  test('of nothing counted is no evidence', () => {
    expect(updateMultinomial(null, [0, 0], [1, 1])).toMatchObject({ logE: 0, maxLogE: 0 })
    const state = updateMultinomial(null, [30, 90], [10, 90])
    expect(updateMultinomial(state, [0, 0], [10, 90])).toEqual(state)
  })

  test.each<[string, readonly number[], readonly number[], number?]>([
    ['weights', [1], [1]],
    ['weights', [1, 2], [1, 2, 3]],
    ['weights', [1, 2], [1, 0]],
    ['weights', [1, 2], [1, 1e-13]],
    ['weights', [1, 2], [1, NaN]],
    ['counts', [1, -1], [1, 1]],
    ['counts', [1, NaN], [1, 1]],
    ['counts', [1, Infinity], [1, 1]],
    ['concentration', [1, 2], [1, 1], 0],
    ['concentration', [1, 2], [1, 1], NaN],
  ])('refuses %s of %j with %j', (name, counts, weights, concentration = 100) => {
    expect(() => updateMultinomial(null, counts, weights, { concentration })).toThrow(`Expected ${name} to be`)
  })

  test('refuses a state that no look left', () => {
    const state = updateMultinomial(null, [30, 90], [10, 90])
    const wrong: readonly MultinomialState[] = [
      { ...state, counts: [30, 90, 1] },
      { ...state, shares: [0.1] },
      { ...state, counts: [30, NaN] },
      { ...state, shares: [0.1, NaN] },
      { ...state, concentration: NaN },
      { ...state, logE: NaN },
      { ...state, closedLogE: NaN },
      { ...state, maxLogE: NaN },
      { ...state, maxLogE: Infinity },
      { ...state, maxLogE: state.logE - 1 },
    ]
    for (const given of wrong) {
      expect(() => updateMultinomial(given, [1, 1], [10, 90])).toThrow('Expected state to be the state of a look')
    }
    expect(() => updateMultinomial(state, [1, 1, 1], [1, 1, 1])).toThrow('Expected state to be')
  })
})
