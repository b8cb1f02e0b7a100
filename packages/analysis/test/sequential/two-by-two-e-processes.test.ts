import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { logChoose } from '../../src/numeric/index.ts'
import {
  updateHypergeometric,
  updateTwoProportions,
  type HypergeometricOptions,
  type HypergeometricState,
  type TwoProportionState,
} from '../../src/sequential/index.ts'
import { evidenceError, sequentialVectors } from './sequential-vectors.ts'

const proportion = z.strictObject({ events: z.number(), total: z.number() })
const twoProportionSchema = z.strictObject({
  control: proportion,
  experiment: proportion,
  logE: z.number(),
  maxLogE: z.number(),
})
const hypergeometricSchema = z.strictObject({
  logRatios: z.array(z.number()),
  logE: z.number(),
  maxLogE: z.number(),
})

const side = fc.tuple(fc.nat(40), fc.nat(40)).map(([events, others]) => ({ events, total: events + others }))
const looks = fc.array(fc.record({ control: side, experiment: side }), { minLength: 1, maxLength: 8 })

const chance = (events: number, total: number, share: number): number =>
  Math.exp(logChoose(total, events) + events * Math.log(share) + (total - events) * Math.log(1 - share))

/** Every outcome of two looks at shares of events, with its chance. */
function* outcomes(shares: readonly (readonly [control: number, experiment: number])[], of = 5, other = 3) {
  const [[a1, b1] = [0, 0], [a2, b2] = [0, 0]] = shares
  for (let w = 0; w <= of; w += 1)
    for (let x = 0; x <= other; x += 1)
      for (let y = 0; y <= of; y += 1)
        for (let z_ = 0; z_ <= other; z_ += 1)
          yield {
            first: { control: { events: w, total: of }, experiment: { events: x, total: other } },
            second: { control: { events: y, total: of }, experiment: { events: z_, total: other } },
            chance: chance(w, of, a1) * chance(x, other, b1) * chance(y, of, a2) * chance(z_, other, b2),
          }
}

describe('the e-process of two shares', () => {
  test('has an expectation of 1 at most over all outcomes of equal shares', () => {
    for (const share of [0.05, 0.4, 0.9]) {
      let sum = 0
      for (const { first, second, chance: of } of outcomes([
        [share, share],
        [share, share],
      ])) {
        const state = updateTwoProportions(null, first.control, first.experiment)
        sum += of * Math.exp(updateTwoProportions(state, second.control, second.experiment).logE)
      }
      expect(sum).toBeLessThanOrEqual(1 + 1e-12)
      expect(sum).toBeGreaterThan(0.5)
    }
  })

  test('of the first block is the evidence of the priors alone', () => {
    fc.assert(
      fc.property(side, side, (control, experiment) => {
        expect(updateTwoProportions(null, control, experiment).logE).toBeCloseTo(0, 12)
      }),
    )
    const priors = { controlPrior: [1, 3], experimentPrior: [3, 1] } as const
    const block = { events: 1, total: 1 }
    expect(updateTwoProportions(null, block, block, priors).logE).toBeCloseTo(Math.log((0.25 * 0.75) / 0.5 ** 2), 14)
  })

  test('is sure of shares that differ after a few blocks', () => {
    let state: TwoProportionState | null = null
    for (let block = 0; block < 10; block += 1)
      state = updateTwoProportions(state, { events: 2, total: 100 }, { events: 20, total: 100 })
    expect(state?.logE).toBeGreaterThan(60)
    expect(state?.maxLogE).toBe(state?.logE)
  })

  test('goes on through JSON bit for bit, keeps its largest value, and leaves the state it was given as it was', () => {
    fc.assert(
      fc.property(looks, (each) => {
        let state: TwoProportionState | null = null
        let restored: TwoProportionState | null = null
        let largest = 0
        for (const { control, experiment } of each) {
          const before = JSON.stringify(restored)
          state = updateTwoProportions(state, control, experiment)
          const next = updateTwoProportions(restored, control, experiment)
          expect(JSON.stringify(restored)).toBe(before)
          restored = twoProportionSchema.parse(JSON.parse(JSON.stringify(next)))
          expect(restored).toEqual(state)
          largest = Math.max(largest, state.logE)
          expect(state.maxLogE).toBe(largest)
        }
      }),
    )
  })

  test('refuses counts, priors and states that are none', () => {
    const fine = { events: 1, total: 2 }
    for (const wrong of [
      { events: 3, total: 2 },
      { events: -1, total: 2 },
      { events: 0.5, total: 2 },
      { events: NaN, total: 2 },
      { events: 0, total: Infinity },
    ]) {
      expect(() => updateTwoProportions(null, wrong, fine)).toThrow('Expected control to be')
      expect(() => updateTwoProportions(null, fine, wrong)).toThrow('Expected experiment to be')
    }
    expect(() => updateTwoProportions(null, fine, fine, { controlPrior: [0, 1] })).toThrow(
      'Expected controlPrior to be',
    )
    expect(() => updateTwoProportions(null, fine, fine, { experimentPrior: [1, NaN] })).toThrow(
      'Expected experimentPrior to be',
    )
    const state = updateTwoProportions(null, fine, fine)
    for (const wrong of [
      { ...state, control: { events: 2, total: 1 } },
      { ...state, experiment: { events: NaN, total: 1 } },
      { ...state, logE: NaN },
      { ...state, maxLogE: NaN },
      { ...state, maxLogE: Infinity },
      { ...state, logE: 1, maxLogE: 0 },
    ])
      expect(() => updateTwoProportions(wrong, fine, fine)).toThrow('Expected state to be')
  })
})

describe('the hypergeometric e-process', () => {
  const after = (
    each: readonly { readonly control: Counted; readonly experiment: Counted }[],
    options: HypergeometricOptions = {},
  ) => {
    let state: HypergeometricState | null = null
    for (const { control, experiment } of each) state = updateHypergeometric(state, control, experiment, options)
    if (state === null) throw new Error('no look leaves no state')
    return state
  }

  test('agrees with sums over all outcomes in 40 digits', () => {
    for (const { looks: each, logE, ...options } of sequentialVectors.hypergeometric)
      expect(evidenceError(after(each, options).logE, logE)).toBeLessThan(1e-12)
  })

  test('has an expectation of 1 over all outcomes of equal shares that change, and less where the experiment is better', () => {
    const expectation = (shares: readonly (readonly [number, number])[], oddsRatio = 1) => {
      let sum = 0
      for (const { first, second, chance: of } of outcomes(shares))
        sum += of * Math.exp(after([first, second], { atoms: 4, oddsRatio }).logE)
      return sum
    }
    expect(
      expectation([
        [0.2, 0.2],
        [0.7, 0.7],
      ]),
    ).toBeCloseTo(1, 11)
    expect(
      expectation([
        [0.3, 0.1],
        [0.3, 0.3],
      ]),
    ).toBeLessThan(1)
    // Odds of 1.5 times 1/4 are 3/8.
    expect(
      expectation(
        [
          [0.2, 3 / 11],
          [0.2, 3 / 11],
        ],
        1.5,
      ),
    ).toBeCloseTo(1, 11)
    expect(
      expectation(
        [
          [0.2, 0.2],
          [0.2, 0.2],
        ],
        1.5,
      ),
    ).toBeLessThan(1)
  })

  test('of a look that allows one outcome alone changes nothing', () => {
    const state = after([{ control: { events: 3, total: 9 }, experiment: { events: 4, total: 7 } }])
    for (const [control, experiment] of [
      [
        { events: 0, total: 0 },
        { events: 3, total: 9 },
      ],
      [
        { events: 2, total: 9 },
        { events: 0, total: 0 },
      ],
      [
        { events: 0, total: 9 },
        { events: 0, total: 9 },
      ],
      [
        { events: 9, total: 9 },
        { events: 4, total: 4 },
      ],
    ] as const)
      expect(updateHypergeometric(state, control, experiment)).toEqual(state)
  })

  test('is sharper than no evidence and has its digits with millions of requests', () => {
    const [control, experiment] = [
      { events: 300_000, total: 3_000_000 },
      { events: 103_000, total: 1_000_000 },
    ]
    // The normal mixture of the same log odds ratio is close to it: z is about 8.6.
    const { logE } = after([{ control, experiment }])
    expect(logE).toBeGreaterThan(25)
    expect(logE).toBeLessThan(8.7 ** 2 / 2)
    expect(after([{ control, experiment: { events: 100_000, total: 1_000_000 } }]).logE).toBeLessThan(0)
  })

  test('goes on through JSON bit for bit, keeps its largest value, and leaves the state it was given as it was', () => {
    fc.assert(
      fc.property(looks, (each) => {
        let state: HypergeometricState | null = null
        let restored: HypergeometricState | null = null
        let largest = 0
        for (const { control, experiment } of each) {
          const before = JSON.stringify(restored)
          state = updateHypergeometric(state, control, experiment, { atoms: 3 })
          const next = updateHypergeometric(restored, control, experiment, { atoms: 3 })
          expect(JSON.stringify(restored)).toBe(before)
          restored = hypergeometricSchema.parse(JSON.parse(JSON.stringify(next)))
          expect(restored).toEqual(state)
          largest = Math.max(largest, state.logE)
          expect(state.maxLogE).toBe(largest)
        }
      }),
    )
  })

  test('refuses counts, options and states that are none', () => {
    const fine = { events: 1, total: 2 }
    expect(() => updateHypergeometric(null, { events: 3, total: 2 }, fine)).toThrow('Expected control to be')
    expect(() => updateHypergeometric(null, fine, { events: NaN, total: 2 })).toThrow('Expected experiment to be')
    expect(() => updateHypergeometric(null, fine, fine, { oddsRatio: 0 })).toThrow('Expected oddsRatio to be')
    expect(() => updateHypergeometric(null, fine, fine, { scale: NaN })).toThrow('Expected scale to be')
    expect(() => updateHypergeometric(null, fine, fine, { atoms: 0 })).toThrow('Expected count to be')
    const state = after([{ control: fine, experiment: fine }], { atoms: 2 })
    for (const wrong of [
      { ...state, logRatios: [1] },
      { ...state, logRatios: [1, NaN] },
      { ...state, logE: NaN },
      { ...state, maxLogE: Infinity },
      { ...state, logE: 1, maxLogE: 0 },
    ])
      expect(() => updateHypergeometric(wrong, fine, fine, { atoms: 2 })).toThrow('Expected state to be')
  })
})

interface Counted {
  readonly events: number
  readonly total: number
}
