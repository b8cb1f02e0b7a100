import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { logFactorial, logSumExp } from '../../src/numeric/index.ts'
import {
  halfNormalAtoms,
  updateCountEProcess,
  type CountEProcess,
  type CountLook,
  type CountOptions,
} from '../../src/sequential/index.ts'
import { eProcessVectors } from './e-process-vectors.ts'
import { evidenceError } from './sequential-vectors.ts'

const count = fc.integer({ min: 0, max: 60 })
const ratio = fc.double({ min: 0.01, max: 100, noNaN: true })
const look = fc.record({ control: count, experiment: count, exposureRatio: ratio })
const looks = fc.array(look, { minLength: 1, maxLength: 12 })

const restored = (stored: string): CountEProcess =>
  z.strictObject({ logRatios: z.array(z.number()), logE: z.number(), maxLogE: z.number() }).parse(JSON.parse(stored))

/** The states after each look. */
function statesAfter(seen: readonly CountLook[], options: CountOptions = {}): readonly CountEProcess[] {
  const states: CountEProcess[] = []
  for (const one of seen) states.push(updateCountEProcess(states.at(-1) ?? null, one, options))
  return states
}

/** The definition: the mean over the atoms of the likelihood ratio of all looks together. */
function batchLogE(
  seen: readonly CountLook[],
  { rateRatio = 1, scale = Math.log(3), atoms = 32 }: CountOptions,
): number {
  const ratios = halfNormalAtoms(scale, atoms).map((effect) =>
    seen.reduce((sum, { control, experiment, exposureRatio }) => {
      const share = (rate: number) => (rate * exposureRatio) / (1 + rate * exposureRatio)
      const rest = (rate: number) => 1 / (1 + rate * exposureRatio)
      const alternative = rateRatio * Math.exp(effect)
      return (
        sum +
        experiment * Math.log(share(alternative) / share(rateRatio)) +
        control * Math.log(rest(alternative) / rest(rateRatio))
      )
    }, 0),
  )
  return logSumExp(ratios) - Math.log(atoms)
}

/** The mean of E over all splits of the looks' events, where the true ratio of rates is `truth`. */
function expectation(
  plan: readonly { readonly events: number; readonly exposureRatio: number }[],
  truth: number,
  options: CountOptions,
  state: CountEProcess | null = null,
): number {
  const [first, ...rest] = plan
  if (first === undefined) return Math.exp(state?.logE ?? 0)
  const { events, exposureRatio } = first
  const share = (truth * exposureRatio) / (1 + truth * exposureRatio)
  let sum = 0
  for (let experiment = 0; experiment <= events; experiment += 1) {
    const control = events - experiment
    const ways = logFactorial(events) - logFactorial(experiment) - logFactorial(control)
    const chance = Math.exp(ways + experiment * Math.log(share) + control * Math.log1p(-share))
    const next = updateCountEProcess(state, { control, experiment, exposureRatio }, options)
    sum += chance * expectation(rest, truth, options, next)
  }
  return sum
}

describe('evidence from counts', () => {
  test('is the mean likelihood ratio of 40 digits', () => {
    for (const { looks: seen, options, logE } of eProcessVectors.counts) {
      for (const [at, state] of statesAfter(seen, options).entries()) {
        expect(evidenceError(state.logE, logE[at] ?? NaN)).toBeLessThan(1e-9)
        const events = seen.slice(0, at + 1).reduce((sum, { control, experiment }) => sum + control + experiment, 0)
        if (events < 1e4) expect(evidenceError(state.logE, logE[at] ?? NaN)).toBeLessThan(1e-13)
      }
    }
  })

  test('has an expectation of exactly 1 at the null and below 1 under it, whatever the split', () => {
    for (const rateRatio of [0.5, 1, 1.7]) {
      for (const exposureRatio of [1 / 9, 1, 40]) {
        const plan = [{ events: 14, exposureRatio }]
        const options = { rateRatio, atoms: 32 }
        expect(expectation(plan, rateRatio, options)).toBeCloseTo(1, 12)
        expect(expectation(plan, rateRatio * 0.99, options)).toBeLessThan(1)
        expect(expectation(plan, rateRatio * 0.5, options)).toBeLessThan(expectation(plan, rateRatio * 0.9, options))
        expect(expectation(plan, rateRatio * 1.5, options)).toBeGreaterThan(1)
      }
    }
  })

  test('keeps that expectation over looks whose split and number of events change', () => {
    const plan = [
      { events: 5, exposureRatio: 0.1 },
      { events: 0, exposureRatio: 0.1 },
      { events: 7, exposureRatio: 1 },
      { events: 3, exposureRatio: 9 },
    ]
    expect(expectation(plan, 1.2, { rateRatio: 1.2, scale: 2, atoms: 5 })).toBeCloseTo(1, 12)
    expect(expectation(plan, 1, { rateRatio: 1.2, scale: 2, atoms: 5 })).toBeLessThan(1)
  })

  test('of updates one by one is that of all looks together, and does not depend on their order', () => {
    const rate = fc.double({ min: 0.1, max: 10, noNaN: true })
    const scale = fc.double({ min: 0.05, max: 4, noNaN: true })
    fc.assert(
      fc.property(looks, rate, scale, fc.integer({ min: 1, max: 40 }), (seen, rateRatio, priorScale, atoms) => {
        const options = { rateRatio, scale: priorScale, atoms }
        const got = statesAfter(seen, options).at(-1)?.logE ?? NaN
        expect(evidenceError(got, batchLogE(seen, options))).toBeLessThan(1e-11)
        expect(evidenceError(statesAfter(seen.toReversed(), options).at(-1)?.logE ?? NaN, got)).toBeLessThan(1e-11)
      }),
    )
  })

  test('never forgets its largest value', () => {
    fc.assert(
      fc.property(looks, (seen) => {
        const states = statesAfter(seen)
        for (const [at, { maxLogE }] of states.entries())
          expect(maxLogE).toBe(Math.max(0, ...states.slice(0, at + 1).map(({ logE }) => logE)))
      }),
    )
  })

  test('grows with the events of the canary and falls with those of the baseline', () => {
    fc.assert(
      fc.property(looks, look, (before, one) => {
        const state = statesAfter(before).at(-1) ?? null
        const { logE } = updateCountEProcess(state, one)
        const more = updateCountEProcess(state, { ...one, experiment: one.experiment + 1 })
        const fewer = updateCountEProcess(state, { ...one, control: one.control + 1 })
        expect(more.logE).toBeGreaterThan(logE)
        expect(fewer.logE).toBeLessThan(logE)
      }),
    )
  })

  test('of looks without events is 1, and leaves earlier evidence as it is', () => {
    const nothing = { control: 0, experiment: 0, exposureRatio: 0.1 }
    expect(updateCountEProcess(null, nothing)).toEqual({ logRatios: Array(32).fill(0), logE: 0, maxLogE: 0 })
    const state = updateCountEProcess(null, { control: 3, experiment: 9, exposureRatio: 1 })
    expect(updateCountEProcess(state, nothing)).toEqual(state)
  })

  test('goes on from its state as JSON, bit for bit, and leaves the old state as it was', () => {
    fc.assert(
      fc.property(looks, look, (before, one) => {
        const state = statesAfter(before).at(-1) ?? null
        const stored = JSON.stringify(state)
        if (state !== null) Object.freeze(Object.freeze(state).logRatios)
        const next = updateCountEProcess(state, one)
        expect(JSON.stringify(state)).toBe(stored)
        expect(restored(stored)).toEqual(state)
        expect(updateCountEProcess(restored(stored), one)).toEqual(next)
      }),
    )
  })

  test('does not depend on what other processes were asked in between', () => {
    const one = { control: 4, experiment: 9, exposureRatio: 0.5 }
    const first = updateCountEProcess(null, one)
    updateCountEProcess(null, one, { scale: 0.5 })
    updateCountEProcess(null, one, { atoms: 3 })
    expect(updateCountEProcess(null, one)).toEqual(first)
  })

  test('is a number for counts and exposures from 1e-300 to 1e15', () => {
    const sizes = [0, 1e-300, 1, 1e15]
    for (const control of sizes) {
      for (const experiment of sizes) {
        for (const exposureRatio of [1e-300, 1e-15, 1, 1e15, 1e300]) {
          for (const rateRatio of [1e-300, 1, 1e300]) {
            const state = statesAfter([{ control, experiment, exposureRatio }], { rateRatio })[0]
            expect(state?.logRatios.every((log) => Number.isFinite(log))).toBe(true)
            expect(Number.isFinite(state?.logE)).toBe(true)
          }
        }
      }
    }
  })

  test('of a prior narrower or wider than any knowledge of rates stays a number', () => {
    for (const scale of [1e-300, 1e-12, 30, 100]) {
      for (const seen of [
        { control: 0, experiment: 5, exposureRatio: 0.1 },
        { control: 3, experiment: 5, exposureRatio: 1e-9 },
      ]) {
        const { logE, logRatios } = updateCountEProcess(null, seen, { scale })
        expect(logE).not.toBeNaN()
        expect(logRatios.every((log) => Number.isFinite(log))).toBe(true)
      }
    }
    const certain = updateCountEProcess(null, { control: 0, experiment: 5, exposureRatio: 1 }, { scale: 100 })
    expect(certain.logE).toBeCloseTo(5 * Math.LN2, 1)
    expect(certain.logE).toBeLessThan(5 * Math.LN2)
  })

  test.each([-1, NaN, Infinity])('is refused for a count of %s', (wrong) => {
    const right = { control: 1, experiment: 1, exposureRatio: 1 }
    expect(() => updateCountEProcess(null, { ...right, control: wrong })).toThrow('Expected control to be')
    expect(() => updateCountEProcess(null, { ...right, experiment: wrong })).toThrow('Expected experiment to be')
  })

  test('is refused for exposures, ratios, priors and states that are none', () => {
    const one = { control: 1, experiment: 1, exposureRatio: 1 }
    for (const wrong of [0, -1, NaN, Infinity]) {
      expect(() => updateCountEProcess(null, { ...one, exposureRatio: wrong })).toThrow('Expected exposureRatio to be')
      expect(() => updateCountEProcess(null, one, { rateRatio: wrong })).toThrow('Expected rateRatio to be')
      expect(() => updateCountEProcess(null, one, { scale: wrong })).toThrow('Expected scale to be')
    }
    expect(() => updateCountEProcess(null, one, { scale: 101 })).toThrow('Expected scale to be')
    expect(() => updateCountEProcess(null, { ...one, control: 1e301 })).toThrow('Expected control to be')
    for (const wrong of [0, 1.5, NaN, 1001])
      expect(() => updateCountEProcess(null, one, { atoms: wrong })).toThrow('Expected count to be')
    const state = updateCountEProcess(null, one, { atoms: 3 })
    expect(() => updateCountEProcess(state, one)).toThrow('Expected state to be 32 atoms')
  })
})
