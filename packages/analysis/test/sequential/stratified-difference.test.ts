import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { longRunExtraVariance } from '../../src/descriptive/index.ts'
import {
  stratifyDifference,
  type LookDifference,
  type StratifiedDifference,
  type StratifiedOptions,
} from '../../src/sequential/index.ts'
import { relativeError } from '../relative-error.ts'

const look = fc.record({
  // JSON has no −0.
  difference: fc.double({ min: -2, max: 2, noNaN: true }).map((difference) => difference + 0),
  variance: fc.double({ min: 1e-4, max: 1, noNaN: true }),
})
const looks = fc.array(look, { minLength: 1, maxLength: 30 })

const restored = (stored: string): StratifiedDifference =>
  z
    .strictObject({
      differences: z.array(z.number()),
      variances: z.array(z.number()),
      extraVariance: z.number().nullable(),
      score: z.number(),
      information: z.number(),
    })
    .parse(JSON.parse(stored))

/** The states after each look. */
function statesAfter(
  seen: readonly LookDifference[],
  options: StratifiedOptions = {},
): readonly StratifiedDifference[] {
  const states: StratifiedDifference[] = []
  for (const one of seen) states.push(stratifyDifference(states.at(-1) ?? null, one, options))
  return states
}

/** Σ wD and Σ w with one extra variance for all looks. */
function weighted(seen: readonly LookDifference[], extra: number): { score: number; information: number } {
  const weights = seen.map(({ variance }) => 1 / (variance + extra))
  return {
    score: seen.reduce((sum, { difference }, at) => sum + difference * (weights[at] ?? NaN), 0),
    information: weights.reduce((sum, weight) => sum + weight, 0),
  }
}

const close = (got: number, wanted: number) =>
  expect(Math.abs(got - wanted)).toBeLessThan(1e-11 * Math.max(1, Math.abs(wanted)))

describe('differences look by look', () => {
  test('weigh one over their variance and what was learnt', () => {
    fc.assert(
      fc.property(looks, fc.double({ min: 0, max: 1, noNaN: true }), (seen, extraVariance) => {
        const state = statesAfter(seen, { extraVariance, minLooks: 100 }).at(-1)
        const { score, information } = weighted(seen, extraVariance)
        close(state?.score ?? NaN, score)
        close(state?.information ?? NaN, information)
        expect(state?.extraVariance).toBe(extraVariance)
        expect(state?.differences).toEqual(seen.map(({ difference }) => difference))
        expect(state?.variances).toEqual(seen.map(({ variance }) => variance))
      }),
    )
  })

  test('hear their own residuals from the tenth look on, where these say more', () => {
    fc.assert(
      fc.property(fc.array(look, { minLength: 10, maxLength: 40 }), (seen) => {
        const learnt = 0.01
        const state = statesAfter(seen, { extraVariance: learnt }).at(-1)
        const { score, information } = weighted(seen, learnt)
        const own = longRunExtraVariance(
          seen.map(({ difference }) => difference - score / information),
          seen.map(({ variance }) => variance),
        )
        const extra = Math.max(learnt, own ?? NaN)
        close(state?.extraVariance ?? NaN, extra)
        close(state?.score ?? NaN, weighted(seen, extra).score)
        close(state?.information ?? NaN, weighted(seen, extra).information)
      }),
    )
  })

  test('never weigh more than what was learnt allows', () => {
    fc.assert(
      fc.property(looks, fc.double({ min: 0, max: 1, noNaN: true }), (seen, extraVariance) => {
        for (const [at, state] of statesAfter(seen, { extraVariance }).entries()) {
          expect(state.extraVariance).toBeGreaterThanOrEqual(extraVariance)
          const most = weighted(seen.slice(0, at + 1), extraVariance).information
          expect(state.information).toBeLessThanOrEqual(most * (1 + 1e-12))
        }
      }),
    )
  })

  test('are no information while the noise is not known: nine looks without A/A data', () => {
    const seen = Array.from({ length: 12 }, (_, at) => ({ difference: Math.sin(at), variance: 0 }))
    const states = statesAfter(seen)
    for (const state of states.slice(0, 9))
      expect(state).toMatchObject({ extraVariance: null, score: 0, information: 0 })
    for (const state of states.slice(9)) expect(state.information).toBeGreaterThan(0)
    expect(statesAfter(seen, { minLooks: 3 })[2]?.information).toBeGreaterThan(0)
  })

  test('that are all equal stay numbers, of a gauge too', () => {
    for (const difference of [0, 1e-300, 0.5, 1e15]) {
      for (const extraVariance of [null, 0, 0.1]) {
        const seen = Array.from({ length: 20 }, () => ({ difference, variance: 0 }))
        const state = statesAfter(seen, { extraVariance }).at(-1)
        expect(Number.isFinite(state?.score) && Number.isFinite(state?.information)).toBe(true)
        // No weight is above 1e12, however still the gauge.
        expect(state?.information).toBeLessThanOrEqual(20e12)
        if (difference > 0)
          expect(relativeError((state?.score ?? NaN) / (state?.information ?? NaN), difference)).toBeLessThan(1e-9)
      }
    }
  })

  test('go on from their state as JSON, bit for bit, and leave the old state as it was', () => {
    fc.assert(
      fc.property(looks, look, (before, one) => {
        const state = statesAfter(before, { extraVariance: 0.02 }).at(-1) ?? null
        const stored = JSON.stringify(state)
        if (state !== null) {
          Object.freeze(state.differences)
          Object.freeze(state.variances)
          Object.freeze(state)
        }
        const next = stratifyDifference(state, one, { extraVariance: 0.02 })
        expect(JSON.stringify(state)).toBe(stored)
        expect(restored(stored)).toEqual(state)
        expect(stratifyDifference(restored(stored), one, { extraVariance: 0.02 })).toEqual(next)
      }),
    )
  })

  test('are refused for what is none', () => {
    const one = { difference: 0.1, variance: 0.01 }
    for (const wrong of [NaN, Infinity, -Infinity])
      expect(() => stratifyDifference(null, { ...one, difference: wrong })).toThrow('Expected difference to be')
    for (const wrong of [NaN, Infinity, -1]) {
      expect(() => stratifyDifference(null, { ...one, variance: wrong })).toThrow('Expected variance to be')
      expect(() => stratifyDifference(null, one, { extraVariance: wrong })).toThrow('Expected extraVariance to be')
    }
    for (const wrong of [2, 3.5, NaN, Infinity])
      expect(() => stratifyDifference(null, one, { minLooks: wrong })).toThrow('Expected minLooks to be')
  })
})
