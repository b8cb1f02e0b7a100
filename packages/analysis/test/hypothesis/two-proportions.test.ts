import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { binomialMass, hypergeometricMass } from '../../src/distributions/index.ts'
import { boschloo, fisherExact, proportionTest, type Alternative } from '../../src/hypothesis/index.ts'
import { relativeError } from '../relative-error.ts'
import { compared } from './compared.ts'
import {
  alternatives,
  boschlooVectors,
  counted,
  counts,
  fractions,
  mirrored,
  oddCounts,
  outcomes,
} from './count-vectors.ts'

const shares = Array.from({ length: 19 }, (_, at) => (at + 1) / 20)
const fine = { events: 1, total: 2 }
const unknown = z.custom<Alternative>().parse('two.sided')

/** How often a test of two sides of this size rejects at alpha where both have the share. */
function size(
  [n, m]: readonly [number, number],
  rejects: (control: { events: number; total: number }, experiment: { events: number; total: number }) => boolean,
): number {
  const rejected = outcomes(m).flatMap((control) =>
    outcomes(n).flatMap((experiment) =>
      rejects(control, experiment) ? [[control.events, experiment.events] as const] : [],
    ),
  )
  return Math.max(
    ...shares.map((share) =>
      rejected.reduce((sum, [y, x]) => sum + binomialMass(y, m, share) * binomialMass(x, n, share), 0),
    ),
  )
}

describe.each([
  { name: "Fisher's test", of: fisherExact },
  { name: "Boschloo's test", of: boschloo },
])('$name', ({ of }) => {
  test('rejects at no common share more often than its level', () => {
    for (const sizes of [
      [6, 6],
      [4, 9],
      [11, 3],
    ] as const)
      for (const alternative of alternatives)
        for (const alpha of [0.05, 0.2])
          expect(
            size(sizes, (control, experiment) => of(control, experiment, { alternative }).pValue <= alpha),
          ).toBeLessThanOrEqual(alpha + 1e-12)
  })

  test('turns round when the sides are swapped, and when events are counted as the others', () => {
    const others = ({ events, total }: { events: number; total: number }) => ({ events: total - events, total })
    fc.assert(
      fc.property(counts(25), counts(25), fc.constantFrom(...alternatives), (control, experiment, alternative) => {
        const { pValue } = of(control, experiment, { alternative })
        const swapped = of(experiment, control, { alternative: mirrored[alternative] })
        expect(relativeError(swapped.pValue, pValue)).toBeLessThan(1e-9)
        const turned = of(others(control), others(experiment), { alternative: mirrored[alternative] })
        expect(relativeError(turned.pValue, pValue)).toBeLessThan(1e-9)
      }),
      { numRuns: 40 },
    )
  })

  test('of a side that counted nothing is no evidence', () => {
    for (const alternative of alternatives)
      for (const [control, experiment] of [
        [
          { events: 0, total: 0 },
          { events: 3, total: 4 },
        ],
        [
          { events: 3, total: 4 },
          { events: 0, total: 0 },
        ],
        [
          { events: 0, total: 0 },
          { events: 0, total: 0 },
        ],
      ] as const)
        expect(of(control, experiment, { alternative }).pValue).toBeCloseTo(1, 12)
  })

  test('refuses what is no count and no alternative', () => {
    for (const odd of [...oddCounts, ...fractions]) {
      expect(() => of(odd, fine)).toThrow('control')
      expect(() => of(fine, odd)).toThrow('experiment')
    }
    expect(() => of(fine, fine, { alternative: unknown })).toThrow('alternative')
  })
})

describe("Fisher's exact test", () => {
  test.each(counted.fisher)('of $experiment against $control agrees with R', ({ control, experiment, p }) => {
    for (const alternative of alternatives)
      expect(relativeError(fisherExact(control, experiment, { alternative }).pValue, p[alternative])).toBeLessThan(
        1e-10,
      )
  })

  test('adds, two-sided, the tables that are no more probable', () => {
    fc.assert(
      fc.property(counts(40), counts(40), (control, experiment) => {
        const events = control.events + experiment.events
        const others = control.total + experiment.total - events
        const mass = (k: number) => hypergeometricMass(k, events, others, experiment.total)
        const limit = mass(experiment.events) * (1 + 1e-7)
        const wanted = outcomes(events).reduce((sum, { events: k }) => (mass(k) <= limit ? sum + mass(k) : sum), 0)
        expect(fisherExact(control, experiment).pValue).toBeCloseTo(wanted, 10)
      }),
    )
  })

  test('counts tables as equal that differ by rounding alone', () => {
    expect(fisherExact({ events: 5, total: 15 }, { events: 10, total: 15 }).pValue).toBe(
      2 * fisherExact({ events: 5, total: 15 }, { events: 10, total: 15 }, { alternative: 'greater' }).pValue,
    )
    expect(fisherExact({ events: 5, total: 10 }, { events: 6, total: 10 }).pValue).toBe(1)
  })

  test('is exact for millions, where it meets the score test', () => {
    const [control, experiment] = [
      { events: 1_000_000, total: 2_000_000 },
      { events: 1_002_500, total: 2_000_000 },
    ]
    const score = compared(proportionTest(control, experiment, { continuity: true }))
    expect(relativeError(fisherExact(control, experiment).pValue, score.pValue)).toBeLessThan(1e-4)
    const far = { events: 1_036_500, total: 2_000_000 }
    expect(fisherExact(control, far).pValue).toBeGreaterThan(0)
    expect(fisherExact(control, far).pValue).toBeLessThan(1e-250)
  })
})

describe("Boschloo's test", () => {
  test.each(boschlooVectors)('of $experiment against $control agrees with SciPy', (one) => {
    for (const alternative of alternatives) {
      const { statistic, pValue } = boschloo(one.control, one.experiment, { alternative })
      expect(relativeError(statistic, one[alternative].statistic)).toBeLessThan(1e-10)
      expect(relativeError(pValue, one[alternative].p)).toBeLessThan(2e-4)
    }
  })

  test('is never above Fisher on one side, and more powerful where it counts', () => {
    fc.assert(
      fc.property(counts(25), counts(25), fc.constantFrom('less', 'greater'), (control, experiment, alternative) => {
        const result = boschloo(control, experiment, { alternative })
        const { pValue } = fisherExact(control, experiment, { alternative })
        expect(relativeError(result.statistic, pValue)).toBeLessThan(1e-11)
        expect(result.pValue).toBeLessThanOrEqual(pValue * (1 + 1e-9))
      }),
      { numRuns: 50 },
    )
    const [control, experiment] = [
      { events: 1, total: 19 },
      { events: 7, total: 19 },
    ]
    expect(boschloo(control, experiment).pValue).toBeLessThan(fisherExact(control, experiment).pValue / 2)
  })

  test('finds the common share by which its p-value is largest', () => {
    const [n, m] = [14, 9]
    const observed = { control: { events: 2, total: m }, experiment: { events: 9, total: n } }
    const { statistic, pValue } = boschloo(observed.control, observed.experiment, { alternative: 'greater' })
    const extreme = outcomes(m).flatMap((control) =>
      outcomes(n)
        .filter(
          (experiment) => fisherExact(control, experiment, { alternative: 'greater' }).pValue <= statistic * (1 + 1e-9),
        )
        .map((experiment) => [control.events, experiment.events] as const),
    )
    const largest = Math.max(
      ...Array.from({ length: 4001 }, (_, at) =>
        extreme.reduce((sum, [y, x]) => sum + binomialMass(y, m, at / 4000) * binomialMass(x, n, at / 4000), 0),
      ),
    )
    expect(pValue).toBeGreaterThanOrEqual(largest * (1 - 1e-12))
    expect(pValue).toBeLessThan(largest * (1 + 1e-6))
  })

  test('counts mirrored tables of one p-value as equally extreme', () => {
    // 1 against 0 of 4 and 4 against 3 of 4: (1 − q)·q³·4 + … is symmetric, so both belong to it.
    const one = boschloo({ events: 0, total: 4 }, { events: 1, total: 4 }, { alternative: 'greater' })
    const other = boschloo({ events: 3, total: 4 }, { events: 4, total: 4 }, { alternative: 'greater' })
    expect(relativeError(one.pValue, other.pValue)).toBeLessThan(1e-12)
  })

  test('takes 2,000 trials and refuses more', () => {
    const side = (events: number, total: number) => ({ events, total })
    expect(boschloo(side(0, 10), side(30, 1990), { alternative: 'greater' }).pValue).toBeGreaterThan(0.1)
    expect(() => boschloo(side(0, 11), side(30, 1990))).toThrow('2000')
  })
})

describe('the score test', () => {
  test.each(counted.score)('of $experiment against $control, continuity $continuity, agrees with R', (one) => {
    for (const alternative of alternatives) {
      const wanted = one.results[alternative]
      const result = compared(
        proportionTest(one.control, one.experiment, { alternative, continuity: one.continuity, level: 0.9 }),
      )
      expect(Math.abs(result.statistic - one.statistic)).toBeLessThan(1e-10 * (1 + one.statistic))
      expect(Math.abs(result.pValue - wanted.p)).toBeLessThan(1e-10 * wanted.p)
      expect([result.lower, result.upper]).toEqual([expect.closeTo(wanted.lower, 12), expect.closeTo(wanted.upper, 12)])
      expect(result.level).toBe(0.9)
    }
  })

  test('turns round when the sides are swapped', () => {
    fc.assert(
      fc.property(counts(300), counts(300), fc.boolean(), (control, experiment, continuity) => {
        const result = proportionTest(control, experiment, { continuity, alternative: 'less' })
        const swapped = proportionTest(experiment, control, { continuity, alternative: 'greater' })
        fc.pre(result.kind === 'compared' && swapped.kind === 'compared')
        expect(swapped.pValue).toBe(result.pValue)
        expect(swapped.difference).toBe(0 - result.difference)
        expect([result.lower, swapped.upper]).toEqual([-1, 1])
        expect(swapped.lower).toBeCloseTo(-result.upper, 12)
      }),
    )
  })

  test('has an interval within −1 and 1 at every level, on both sides', () => {
    for (const level of [1e-9, 0.5, 1 - 1e-12])
      for (const alternative of alternatives)
        for (const [control, experiment] of [
          [fine, { events: 1, total: 52 }],
          [{ events: 1, total: 52 }, fine],
        ] as const) {
          const { lower, upper } = compared(proportionTest(control, experiment, { alternative, level }))
          expect(-1 <= lower && lower <= upper && upper <= 1).toBe(true)
        }
  })

  test('is without continuity where nothing is asked', () => {
    const [control, experiment] = [
      { events: 45, total: 9000 },
      { events: 15, total: 1000 },
    ]
    expect(proportionTest(control, experiment)).toEqual(
      proportionTest(control, experiment, { continuity: false, level: 0.95 }),
    )
    expect(compared(proportionTest(control, experiment)).pValue).toBeLessThan(
      compared(proportionTest(control, experiment, { continuity: true })).pValue,
    )
  })

  test.each([
    { control: { events: 0, total: 0 }, experiment: fine, reason: 'empty' },
    { control: fine, experiment: { events: 0, total: 0 }, reason: 'empty' },
    { control: { events: 0, total: 5 }, experiment: { events: 0, total: 9 }, reason: 'no-events' },
    { control: { events: 5, total: 5 }, experiment: { events: 9, total: 9 }, reason: 'no-variation' },
  ])('cannot compare $experiment with $control: $reason', ({ control, experiment, reason }) => {
    expect(proportionTest(control, experiment)).toMatchObject({ kind: 'not-comparable', reason })
  })

  test('refuses what is no count, no level and no alternative', () => {
    for (const odd of oddCounts) {
      expect(() => proportionTest(odd, fine)).toThrow('control')
      expect(() => proportionTest(fine, odd)).toThrow('experiment')
    }
    for (const level of [0, 1, NaN]) expect(() => proportionTest(fine, fine, { level })).toThrow('level')
    expect(() => proportionTest(fine, fine, { alternative: unknown })).toThrow('alternative')
  })
})
