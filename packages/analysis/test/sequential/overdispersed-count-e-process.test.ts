import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { logFactorial, seededRandom } from '../../src/numeric/index.ts'
import { gaussHermite } from '../../src/sequential/gauss-hermite.ts'
import {
  plausibleOverdispersion,
  updateCountEProcess,
  updateOverdispersedCount,
  usualOverdispersion,
  type CountLook,
  type OverdispersedCountEProcess,
  type OverdispersedOptions,
} from '../../src/sequential/index.ts'
import { eProcessVectors } from './e-process-vectors.ts'
import { evidenceError } from './sequential-vectors.ts'

const count = fc.integer({ min: 0, max: 20 })
const look = fc.record({
  control: count,
  experiment: count,
  exposureRatio: fc.double({ min: 0.02, max: 50, noNaN: true }),
})
const looks = fc.array(look, { minLength: 1, maxLength: 6 })
const { nodes, logWeights } = gaussHermite(31)

const restored = (stored: string): OverdispersedCountEProcess =>
  z
    .strictObject({
      nulls: z.array(z.number()),
      alternatives: z.array(z.array(z.number())),
      logE: z.number(),
      maxLogE: z.number(),
    })
    .parse(JSON.parse(stored))

/** The states after each look. */
function statesAfter(
  seen: readonly CountLook[],
  options: OverdispersedOptions = {},
): readonly OverdispersedCountEProcess[] {
  const states: OverdispersedCountEProcess[] = []
  for (const one of seen) states.push(updateOverdispersedCount(states.at(-1) ?? null, one, options))
  return states
}

/** Chance of a split of events whose log odds vary by a normal variable, taken at 31 places. */
function chanceOf({ control, experiment, exposureRatio }: CountLook, variance: number, rateRatio: number): number {
  const ways = logFactorial(control + experiment) - logFactorial(control) - logFactorial(experiment)
  return nodes.reduce((sum, node, at) => {
    const odds = rateRatio * exposureRatio * Math.exp(Math.sqrt(variance) * node)
    const log = ways + experiment * Math.log(odds / (1 + odds)) - control * Math.log1p(odds)
    return sum + Math.exp((logWeights[at] ?? NaN) + log)
  }, 0)
}

/** The mean of E over all splits of the looks' events, for a true variance and ratio of rates. */
function expectation(
  plan: readonly { readonly events: number; readonly exposureRatio: number }[],
  truth: { readonly variance: number; readonly rateRatio: number },
  options: OverdispersedOptions,
  state: OverdispersedCountEProcess | null = null,
): number {
  const [first, ...rest] = plan
  if (first === undefined) return Math.exp(state?.logE ?? 0)
  const { events, exposureRatio } = first
  let sum = 0
  for (let experiment = 0; experiment <= events; experiment += 1) {
    const one = { control: events - experiment, experiment, exposureRatio }
    const next = updateOverdispersedCount(state, one, options)
    sum += chanceOf(one, truth.variance, truth.rateRatio) * expectation(rest, truth, options, next)
  }
  return sum
}

describe('evidence from counts that come in bursts', () => {
  test('has the digits of 40: quadrature of both hypotheses, and the integral itself', () => {
    for (const { looks: seen, options, logE, integral } of eProcessVectors.overdispersed) {
      for (const [at, state] of statesAfter(seen, options).entries()) {
        expect(evidenceError(state.logE, logE[at] ?? NaN)).toBeLessThan(1e-12)
        // 31 nodes are not the integral where a look of 40 events varies by a variance of 1.
        if (integral !== undefined) expect(evidenceError(state.logE, integral[at] ?? NaN)).toBeLessThan(1e-3)
      }
    }
  })

  test('is that of plain counts where nothing varies', () => {
    fc.assert(
      fc.property(looks, fc.double({ min: 0.2, max: 5, noNaN: true }), (seen, rateRatio) => {
        let plain = null
        let varied = null
        for (const one of seen) {
          plain = updateCountEProcess(plain, one, { rateRatio })
          varied = updateOverdispersedCount(varied, one, { rateRatio, overdispersion: [0] })
          expect(evidenceError(varied.logE, plain.logE)).toBeLessThan(1e-11)
          expect(evidenceError(varied.maxLogE, plain.maxLogE)).toBeLessThan(1e-11)
        }
      }),
    )
  })

  test('has an expectation of 1 at the null with one variance, and below 1 under it', () => {
    for (const variance of [0.1, 1]) {
      const plan = [
        { events: 9, exposureRatio: 0.2 },
        { events: 6, exposureRatio: 1 },
      ]
      const options = { rateRatio: 1.2, atoms: 6, overdispersion: [variance] }
      expect(expectation(plan, { variance, rateRatio: 1.2 }, options)).toBeCloseTo(1, 11)
      expect(expectation(plan, { variance, rateRatio: 1 }, options)).toBeLessThan(1)
    }
  })

  test('has an expectation of 1 at most for every variance of its set, and more for none of the plain kind', () => {
    const plan = [
      { events: 7, exposureRatio: 0.3 },
      { events: 5, exposureRatio: 1 },
      { events: 4, exposureRatio: 1 },
    ]
    const options = { atoms: 4, overdispersion: [0, 0.3, 3] }
    for (const variance of options.overdispersion)
      expect(expectation(plan, { variance, rateRatio: 1 }, options)).toBeLessThanOrEqual(1)
    // A plain process would call such bursts harm.
    expect(expectation(plan, { variance: 3, rateRatio: 1 }, { ...options, overdispersion: [0] })).toBeGreaterThan(1.5)
  })

  test('divides by the largest likelihood of the null, whichever variance has it', () => {
    fc.assert(
      fc.property(looks, (seen) => {
        const variances = [0, 0.3, 3]
        const all = statesAfter(seen, { overdispersion: variances }).at(-1)
        for (const [at, variance] of variances.entries()) {
          const alone = statesAfter(seen, { overdispersion: [variance] }).at(-1)
          expect(alone?.nulls[0]).toBe(all?.nulls[at])
          expect(alone?.alternatives[0]).toEqual(all?.alternatives[at])
        }
        const singles = variances.map((variance) => statesAfter(seen, { overdispersion: [variance] }).at(-1))
        const best = Math.max(...singles.map((single) => single?.nulls[0] ?? NaN))
        const joint = singles.reduce(
          (sum, single) => sum + Math.exp((single?.logE ?? NaN) + (single?.nulls[0] ?? NaN) - best),
          0,
        )
        expect(evidenceError(all?.logE ?? NaN, Math.log(joint / variances.length))).toBeLessThan(1e-11)
      }),
    )
  })

  test('of large and of broken counts is that of the formula: powers and logarithms agree', () => {
    for (const variance of [0.03, 1]) {
      for (const [control, experiment] of [
        [100, 28],
        [100, 29],
        [3.5, 2],
        [0.25, 0],
        [128, 0],
        [0, 400],
      ] as const) {
        const one = { control, experiment, exposureRatio: 0.3 }
        const { nulls } = updateOverdispersedCount(null, one, { overdispersion: [variance] })
        const direct = nodes.reduce((sum, node, at) => {
          const odds = 0.3 * Math.exp(Math.sqrt(variance) * node)
          const log = experiment * Math.log(odds / (1 + odds)) - control * Math.log1p(odds)
          return sum + Math.exp((logWeights[at] ?? NaN) + log)
        }, 0)
        expect(evidenceError(nulls[0] ?? NaN, Math.log(direct))).toBeLessThan(1e-11)
      }
    }
  })

  test('of looks without events is 1, and leaves earlier evidence as it is', () => {
    const nothing = { control: 0, experiment: 0, exposureRatio: 0.1 }
    expect(updateOverdispersedCount(null, nothing)).toMatchObject({ logE: 0, maxLogE: 0, nulls: Array(6).fill(0) })
    const state = updateOverdispersedCount(null, { control: 3, experiment: 9, exposureRatio: 1 })
    expect(updateOverdispersedCount(state, nothing)).toEqual(state)
  })

  test('goes on from its state as JSON, bit for bit, and leaves the old state as it was', () => {
    fc.assert(
      fc.property(looks, look, (before, one) => {
        const state = statesAfter(before).at(-1) ?? null
        const stored = JSON.stringify(state)
        if (state !== null) {
          for (const list of state.alternatives) Object.freeze(list)
          Object.freeze(Object.freeze(state).nulls)
        }
        const next = updateOverdispersedCount(state, one)
        expect(JSON.stringify(state)).toBe(stored)
        expect(restored(stored)).toEqual(state)
        expect(updateOverdispersedCount(restored(stored), one)).toEqual(next)
      }),
      { numRuns: 30 },
    )
  })

  test('is a number for counts and exposures from 1e-300 to 1e15', () => {
    const sizes = [0, 1e-300, 1, 1e15]
    for (const control of sizes) {
      for (const experiment of sizes) {
        for (const exposureRatio of [1e-300, 1e-15, 1, 1e15, 1e300]) {
          for (const rateRatio of [1e-300, 1, 1e300]) {
            const options = { rateRatio, overdispersion: [0, 0.03, 100] }
            const state = updateOverdispersedCount(null, { control, experiment, exposureRatio }, options)
            expect([...state.nulls, ...state.alternatives.flat()].every((log) => Number.isFinite(log))).toBe(true)
            expect(Number.isFinite(state.logE)).toBe(true)
          }
        }
      }
    }
  })

  test('is refused for variances, looks and states that are none', () => {
    const one = { control: 1, experiment: 1, exposureRatio: 1 }
    for (const wrong of [[], [-0.1], [NaN], [0, 101]])
      expect(() => updateOverdispersedCount(null, one, { overdispersion: wrong })).toThrow(
        'Expected overdispersion to be',
      )
    expect(() => updateOverdispersedCount(null, { ...one, control: -1 })).toThrow('Expected control to be')
    expect(() => updateOverdispersedCount(null, { ...one, exposureRatio: NaN })).toThrow('Expected exposureRatio to be')
    for (const wrong of [0, -1, NaN, Infinity]) {
      expect(() => updateOverdispersedCount(null, one, { rateRatio: wrong })).toThrow('Expected rateRatio to be')
      expect(() => updateOverdispersedCount(null, one, { scale: wrong })).toThrow('Expected scale to be')
    }
    const state = updateOverdispersedCount(null, one, { atoms: 3, overdispersion: [0, 1] })
    expect(() => updateOverdispersedCount(state, one, { atoms: 3 })).toThrow('Expected state to be 6 variances')
    expect(() => updateOverdispersedCount(state, one, { atoms: 4, overdispersion: [0, 1] })).toThrow(
      'Expected state to be 2 variances with 4 atoms',
    )
  })
})

describe('the variances that A/A counts leave', () => {
  test('are all without counts, and those near the likeliest with them', () => {
    expect(plausibleOverdispersion([]).overdispersion).toEqual(usualOverdispersion)
    const alike = Array.from({ length: 200 }, () => ({ control: 10, experiment: 10, exposureRatio: 1 }))
    expect(plausibleOverdispersion(alike).overdispersion).toEqual([0])
    const wild = Array.from({ length: 40 }, (_, at) => ({
      control: at % 2 === 0 ? 20 : 2,
      experiment: at % 2 === 0 ? 2 : 20,
      exposureRatio: 1,
    }))
    expect(plausibleOverdispersion(wild).overdispersion).not.toContain(0)
    expect(plausibleOverdispersion(wild).overdispersion).toContain(3)
  })

  test('are those whose likelihood is within the cut of the largest', () => {
    const random = seededRandom(3)
    const seen = Array.from({ length: 30 }, () => ({
      control: Math.floor(12 * random()),
      experiment: Math.floor(12 * random()),
      exposureRatio: 0.8,
    }))
    const logs = usualOverdispersion.map((variance) =>
      seen.reduce((sum, one) => sum + Math.log(chanceOf(one, variance, 1)), 0),
    )
    for (const cut of [0, 0.5, 1, 3, 100]) {
      const wanted = usualOverdispersion.filter((_, at) => (logs[at] ?? NaN) >= Math.max(...logs) - cut - 1e-9)
      expect(plausibleOverdispersion(seen, { cut }).overdispersion).toEqual(wanted)
    }
    expect(plausibleOverdispersion(seen, { cut: Infinity }).overdispersion).toEqual(usualOverdispersion)
  })

  test('are refused for what was not counted', () => {
    const one = { control: 1, experiment: 1, exposureRatio: 1 }
    expect(() => plausibleOverdispersion([{ ...one, experiment: NaN }])).toThrow('Expected experiment to be')
    expect(() => plausibleOverdispersion([one], { cut: NaN })).toThrow('Expected cut to be')
    expect(() => plausibleOverdispersion([one], { cut: -1 })).toThrow('Expected cut to be')
    expect(() => plausibleOverdispersion([one], { grid: [] })).toThrow('Expected overdispersion to be')
  })
})
