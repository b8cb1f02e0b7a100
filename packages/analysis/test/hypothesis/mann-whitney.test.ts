import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { mannWhitney as compare, type MannWhitneyOptions, type Sample } from '../../src/hypothesis/index.ts'
import { relativeError } from '../relative-error.ts'
import { compared } from './compared.ts'
import { samples } from './sample-vectors.ts'
import { seededRandom } from '../../src/numeric/index.ts'

const mannWhitney = (control: Sample, experiment: Sample, options?: MannWhitneyOptions) =>
  compared(compare(control, experiment, options))

const alternatives = ['two-sided', 'less', 'greater'] as const
/** Small whole numbers: many ties, and sums without rounding. */
const sample = fc.array(fc.integer({ min: -20, max: 20 }), { minLength: 1, maxLength: 25 })

describe('the Mann–Whitney test', () => {
  test.each(samples)('agrees with scipy ($method, $experiment.length against $control.length)', (one) => {
    for (const alternative of alternatives) {
      const result = mannWhitney(one.control, one.experiment, { alternative })
      expect(result.statistic).toBe(one.statistic)
      expect(result.method).toBe(one.method)
      expect(relativeError(result.pValue, one.pValue[alternative])).toBeLessThan(1e-12)
    }
  })

  test('is exact below 50 values without ties, and asymptotic from there on', () => {
    const evens = Array.from({ length: 50 }, (_, index) => 2 * index)
    const odds = evens.slice(1).map((value) => value + 1)
    expect(mannWhitney(evens.slice(1), odds).method).toBe('exact')
    expect(mannWhitney(evens, odds).method).toBe('asymptotic')
    expect(mannWhitney([1, 2, 3], [3, 4, 5]).method).toBe('asymptotic')
  })

  test('finds nothing where all values are the same', () => {
    for (const alternative of alternatives) {
      expect(mannWhitney([2, 2, 2], [2, 2], { alternative })).toMatchObject({ pValue: 1, allTied: true })
    }
  })

  test('counts the pairs in which the experiment is larger, ties half', () => {
    fc.assert(
      fc.property(sample, sample, (control, experiment) => {
        const pairs = experiment.flatMap((x) => control.map((y) => (x > y ? 1 : x === y ? 0.5 : 0)))
        expect(mannWhitney(control, experiment).statistic).toBe(pairs.reduce<number>((sum, pair) => sum + pair, 0))
      }),
    )
  })

  test('does not change with the order, the origin or the unit of the values', () => {
    fc.assert(
      fc.property(sample, sample, fc.integer({ min: -9, max: 9 }), (control, experiment, origin) => {
        const moved = (values: readonly number[]) => values.map((value) => 4 * value + origin).reverse()
        expect(mannWhitney(moved(control), moved(experiment))).toEqual(mannWhitney(control, experiment))
      }),
    )
  })

  test('turns round when the samples are swapped', () => {
    fc.assert(
      fc.property(sample, sample, (control, experiment) => {
        const less = mannWhitney(control, experiment, { alternative: 'less' })
        const swapped = mannWhitney(experiment, control, { alternative: 'greater' })
        expect(swapped.statistic).toBe(control.length * experiment.length - less.statistic)
        expect(Math.abs(swapped.pValue - less.pValue)).toBeLessThan(1e-12)
      }),
    )
  })

  test('gives a p-value between 0 and 1 for whatever is finite', () => {
    const anything = fc.array(fc.double({ noNaN: true, noDefaultInfinity: true }), { minLength: 1, maxLength: 60 })
    fc.assert(
      fc.property(anything, anything, fc.constantFrom(...alternatives), (control, experiment, alternative) => {
        const { pValue } = mannWhitney(control, experiment, { alternative })
        expect(pValue >= 0 && pValue <= 1).toBe(true)
      }),
    )
  })

  test.each([
    { name: 'exact', sizes: [12, 9] },
    { name: 'asymptotic', sizes: [60, 55] },
  ])('rejects equal samples about as often as asked ($name)', ({ sizes: [n = 0, m = 0] }) => {
    const next = seededRandom(7)
    const runs = 2000
    let rejected = 0
    for (let run = 0; run < runs; run += 1) {
      const draw = (size: number) => Array.from({ length: size }, next)
      if (mannWhitney(draw(m), draw(n)).pValue <= 0.05) rejected += 1
    }
    // Four standard errors; the exact test may stay below, because its p-values come in steps.
    expect(rejected / runs).toBeGreaterThan(0.03)
    expect(rejected / runs).toBeLessThan(0.07)
  })

  test.each([
    { control: [1, NaN], experiment: [1] },
    { control: [1], experiment: [Infinity] },
  ])('refuses $control against $experiment', ({ control, experiment }) => {
    expect(() => mannWhitney(control, experiment)).toThrow(expect.objectContaining({ code: 'invalid-argument' }))
  })

  test('is exact with ties when it is asked to be: over all ways to split the values at hand', () => {
    // R's exactRankTests 0.8.35, wilcox.exact.
    const result = mannWhitney([6, 7, 7, 6, 5, 2, 7, 9, 3, 5, 2], [4, 8, 5, 5, 6, 6, 1, 6, 2], { method: 'exact' })
    expect(result).toMatchObject({ statistic: 40, method: 'exact' })
    expect(result.pValue).toBeCloseTo(0.483835437008812, 14)
  })

  test('agrees with its untied law where the tied one is asked for by chance', () => {
    fc.assert(
      fc.property(sample, sample, fc.constantFrom(...alternatives), (control, experiment, alternative) => {
        const exact = mannWhitney(control, experiment, { alternative, method: 'exact' })
        const moved = (values: readonly number[]) => values.map((value) => 3 * value - 1)
        expect(mannWhitney(moved(control), moved(experiment), { alternative, method: 'exact' })).toEqual(exact)
        expect(exact.pValue > 0 && exact.pValue <= 1).toBe(true)
      }),
      { numRuns: 30 },
    )
  })

  test('refuses the exact law for more tied values than can be counted through', () => {
    const many = Array.from({ length: 101 }, (_, index) => index % 7)
    expect(() => mannWhitney(many, many.slice(2), { method: 'exact' })).not.toThrow()
    expect(() => mannWhitney(many, many.slice(1), { method: 'exact' })).toThrow('200')
  })

  test.each([
    { control: [], experiment: [1], detail: 'control has 0 values, experiment 1' },
    { control: [1, 2], experiment: [], detail: 'control has 2 values, experiment 0' },
  ])('of nothing is no comparison: $detail', ({ control, experiment, detail }) => {
    expect(compare(control, experiment)).toEqual({ kind: 'not-comparable', reason: 'empty', detail })
  })

  test('leaves its samples as they were', () => {
    const control = Float64Array.of(3, 1, 2)
    mannWhitney(control, [9, 8])
    expect([...control]).toEqual([3, 1, 2])
  })
})
