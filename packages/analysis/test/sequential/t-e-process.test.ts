import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { logSumExp, seededRandom } from '../../src/numeric/index.ts'
import {
  tMixtureLogE,
  updateTEProcess,
  type ScaledDifference,
  type TEProcess,
  type TEProcessOptions,
} from '../../src/sequential/index.ts'
import { eProcessVectors } from './e-process-vectors.ts'
import { evidenceError } from './sequential-vectors.ts'

// Whole parts, so that squares do not end among the smallest numbers.
const value = fc.integer({ min: -5000, max: 5000 }).map((thousandths) => thousandths / 1000)
const weight = fc.double({ min: 0.2, max: 5, noNaN: true })
const look = fc.record({ value, weight })
const looks = fc.array(look, { minLength: 1, maxLength: 15 })

const restored = (stored: string): TEProcess => {
  const number = z.number()
  const sums = z.strictObject({ score: number, information: number, squares: number, count: z.int() })
  return z
    .strictObject({
      looks: z.int(),
      last: z.strictObject({ value: number, weight: number }),
      sums: z.array(sums),
      logE: number.nullable(),
      maxLogE: number,
    })
    .parse(JSON.parse(stored))
}

/** The states after each look. */
function statesAfter(
  seen: readonly ScaledDifference[],
  options: TEProcessOptions = { scale: 1 },
): readonly TEProcess[] {
  const states: TEProcess[] = []
  for (const one of seen) states.push(updateTEProcess(states.at(-1) ?? null, one, options))
  return states
}

/** Correlated normal noise of standard deviation `sd` around a level. */
function noise(seed: number, size: number, r: number, level = 0, sd = 1): readonly ScaledDifference[] {
  const random = seededRandom(seed)
  const normal = (): number => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random())
  let last = normal()
  return Array.from({ length: size }, (_, at) => {
    if (at > 0) last = r * last + Math.sqrt(1 - r * r) * normal()
    return { value: level + sd * last, weight: 1 }
  })
}

describe('the evidence of a difference of unknown noise', () => {
  test('is the Bayes factor with difference and scale integrated out, in 40 digits', () => {
    for (const { scale, logE, ...sums } of eProcessVectors.unknownScale)
      expect(evidenceError(tMixtureLogE(sums, scale), logE)).toBeLessThan(1e-13)
  })

  test('does not depend on the unit of the values', () => {
    fc.assert(
      fc.property(looks, fc.integer({ min: -300, max: 300 }), (seen, power) => {
        const sums = statesAfter(seen, { scale: 1, correlations: [0] }).at(-1)?.sums[0]
        if (sums === undefined) return
        const unit = 2 ** power
        const scaled = { ...sums, score: sums.score * unit, squares: sums.squares * unit * unit }
        expect(evidenceError(tMixtureLogE(scaled, 0.7), tMixtureLogE(sums, 0.7))).toBeLessThan(1e-9)
      }),
    )
  })

  test('grows with the score', () => {
    fc.assert(
      fc.property(fc.double({ min: -0.9, max: 0.8, noNaN: true }), fc.integer({ min: 2, max: 300 }), (r, count) => {
        const at = (share: number) =>
          tMixtureLogE({ score: share * count, information: count, squares: count, count }, 0.5)
        expect(at(r + 0.1)).toBeGreaterThan(at(r))
      }),
    )
  })

  test('of nothing, and of values that are all 0, is none for a difference', () => {
    expect(tMixtureLogE({ score: 0, information: 0, squares: 0, count: 0 }, 1)).toBe(0)
    expect(tMixtureLogE({ score: 0, information: 3, squares: 0, count: 3 }, 1)).toBeCloseTo(-Math.log(2), 14)
  })

  test('is refused for what is none', () => {
    const right = { score: 1, information: 2, squares: 3, count: 3 }
    for (const wrong of [NaN, Infinity]) {
      expect(() => tMixtureLogE({ ...right, score: wrong }, 1)).toThrow('Expected sums to be')
      expect(() => tMixtureLogE({ ...right, information: wrong }, 1)).toThrow('Expected sums to be')
      expect(() => tMixtureLogE({ ...right, squares: wrong }, 1)).toThrow('Expected sums to be')
    }
    expect(() => tMixtureLogE({ ...right, squares: -1 }, 1)).toThrow('Expected sums to be')
    for (const wrong of [0, -1, NaN, Infinity]) expect(() => tMixtureLogE(right, wrong)).toThrow('Expected scale to be')
  })
})

describe('evidence that reckons with correlation', () => {
  test('is that of generalized least squares with the covariance of AR(1) noise, in 40 digits', () => {
    for (const { values, weights, scale, correlations, logE } of eProcessVectors.correlated) {
      const seen = values.map((each, at) => ({ value: each, weight: weights[at] ?? NaN }))
      const states = statesAfter(seen, { scale, correlations, minLooks: 2 })
      expect(states[0]?.logE).toBeNull()
      for (const [at, wanted] of logE.entries())
        expect(evidenceError(states[at + 1]?.logE ?? NaN, wanted)).toBeLessThan(1e-12)
    }
  })

  test('of updates one by one is that of all looks together', () => {
    const options = { scale: 0.5, correlations: [0, 0.4, 0.8] }
    fc.assert(
      fc.property(fc.array(look, { minLength: 3, maxLength: 15 }), (seen) => {
        const parts = options.correlations.map((r) => {
          const white = seen.map((one, at) => {
            const before = seen[at - 1]
            const own = Math.sqrt(1 - r * r)
            return before === undefined
              ? { z: one.value * own, x: one.weight * own }
              : { z: one.value - r * before.value, x: one.weight - r * before.weight }
          })
          const sum = (of: (each: { z: number; x: number }) => number) => white.reduce((all, each) => all + of(each), 0)
          const sums = {
            score: sum((each) => each.x * each.z),
            information: sum((each) => each.x ** 2),
            squares: sum((each) => each.z ** 2),
            count: seen.length,
          }
          const marginal = Math.log(1 - r * r) / 2 - (seen.length / 2) * Math.log(sums.squares)
          return { marginal, both: marginal + tMixtureLogE(sums, options.scale / Math.sqrt(1 - r * r)) }
        })
        fc.pre(parts.every(({ marginal }) => Number.isFinite(marginal)))
        const wanted =
          logSumExp(parts.map(({ both }) => both)) - Math.log(3) - Math.max(...parts.map(({ marginal }) => marginal))
        expect(evidenceError(statesAfter(seen, options).at(-1)?.logE ?? NaN, wanted)).toBeLessThan(1e-10)
      }),
    )
  })

  test('does not depend on the unit of the values', () => {
    fc.assert(
      fc.property(
        fc.array(look, { minLength: 3, maxLength: 15 }),
        fc.integer({ min: -200, max: 200 }),
        (seen, power) => {
          const scaled = seen.map((one) => ({ ...one, value: one.value * 2 ** power }))
          const [plain, other] = [statesAfter(seen), statesAfter(scaled)]
          for (const [at, state] of plain.entries()) {
            expect(other[at]?.logE === null).toBe(state.logE === null)
            if (state.logE !== null) expect(evidenceError(other[at]?.logE ?? NaN, state.logE)).toBeLessThan(1e-9)
          }
        },
      ),
    )
  })

  test('is not given before the third look, and never forgets its largest value', () => {
    const states = statesAfter(noise(1, 8, 0, 3, 0.1))
    expect(states.slice(0, 2).map(({ logE }) => logE)).toEqual([null, null])
    expect(statesAfter(noise(1, 8, 0), { scale: 1, minLooks: 6 }).map(({ logE }) => logE === null)).toEqual([
      true,
      true,
      true,
      true,
      true,
      false,
      false,
      false,
    ])
    fc.assert(
      fc.property(looks, (seen) => {
        const all = statesAfter(seen)
        for (const [at, { maxLogE }] of all.entries())
          expect(maxLogE).toBe(Math.max(0, ...all.slice(0, at + 1).map(({ logE }) => logE ?? 0)))
      }),
    )
  })

  test('of values that are all 0, or stay the same, is a number', () => {
    const still = (level: number) => statesAfter(Array.from({ length: 40 }, () => ({ value: level, weight: 1 })))
    for (const { logE } of still(0).slice(2)) expect(logE).toBe(0)
    for (const level of [-1e15, -1, -1e-150, 1e-150, 1, 1e15]) {
      for (const { logE } of still(level).slice(2)) expect(Number.isFinite(logE)).toBe(true)
    }
    expect(still(1).at(-1)?.logE).toBeGreaterThan(Math.log(100))
    expect(still(-1).at(-1)?.logE).toBeLessThan(0)
  })

  test('goes on from its state as JSON, bit for bit, and leaves the old state as it was', () => {
    fc.assert(
      fc.property(looks, look, (before, one) => {
        const state = statesAfter(before).at(-1) ?? null
        const stored = JSON.stringify(state)
        if (state !== null) {
          for (const sums of state.sums) Object.freeze(sums)
          Object.freeze(state.sums)
          Object.freeze(state.last)
          Object.freeze(state)
        }
        const next = updateTEProcess(state, one, { scale: 1 })
        expect(JSON.stringify(state)).toBe(stored)
        // JSON has no −0.
        expect(JSON.stringify(restored(stored))).toBe(stored)
        expect(JSON.stringify(updateTEProcess(restored(stored), one, { scale: 1 }))).toBe(JSON.stringify(next))
      }),
    )
  })

  test.each([0, 0.5, 0.8])(
    'crosses 100 in no more than 1 % of runs without a difference and a correlation of %s',
    (r) => {
      const runs = 600
      let crossed = 0
      for (let seed = 0; seed < runs; seed += 1) {
        let state: TEProcess | null = null
        for (const one of noise(seed + 10_000 * (1 + 10 * r), 60, r, 0, 1e-6)) {
          state = updateTEProcess(state, one, { scale: 1 })
        }
        if ((state?.maxLogE ?? NaN) >= Math.log(100)) crossed += 1
      }
      expect(crossed).toBeLessThanOrEqual(runs / 100)
    },
  )

  test('crosses it soon where there is a difference, and would too often if correlation were ignored', () => {
    const looksTo = (seen: readonly ScaledDifference[], options: TEProcessOptions): number =>
      statesAfter(seen, options).findIndex(({ maxLogE }) => maxLogE >= Math.log(100))
    const found = Array.from({ length: 100 }, (_, seed) => looksTo(noise(seed, 60, 0, 3), { scale: 1 }))
    expect(found.filter((at) => at >= 0).length).toBeGreaterThan(90)
    const naive = Array.from({ length: 200 }, (_, seed) =>
      looksTo(noise(seed, 60, 0.8), { scale: 1, correlations: [0] }),
    )
    expect(naive.filter((at) => at >= 0).length).toBeGreaterThan(20)
  })

  test('is refused for what is none', () => {
    const one = { value: 1, weight: 1 }
    for (const wrong of [NaN, Infinity])
      expect(() => updateTEProcess(null, { ...one, value: wrong }, { scale: 1 })).toThrow('Expected value to be')
    for (const wrong of [0, -1, NaN, Infinity])
      expect(() => updateTEProcess(null, { ...one, weight: wrong }, { scale: 1 })).toThrow('Expected weight to be')
    for (const wrong of [[], [-0.1], [1], [NaN]])
      expect(() => updateTEProcess(null, one, { scale: 1, correlations: wrong })).toThrow('Expected correlations to be')
    for (const wrong of [1, 2.5, NaN])
      expect(() => updateTEProcess(null, one, { scale: 1, minLooks: wrong })).toThrow('Expected minLooks to be')
    for (const wrong of [0, NaN])
      expect(() => statesAfter([one, one, one], { scale: wrong })).toThrow('Expected scale to be')
    const state = updateTEProcess(null, one, { scale: 1, correlations: [0, 0.5] })
    expect(() => updateTEProcess(state, one, { scale: 1 })).toThrow('Expected state to be 9 correlations')
  })
})
