import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { brunnerMunzel, effectSize, mannWhitney, type Alternative } from '../../src/hypothesis/index.ts'
import { seededRandom } from '../../src/numeric/index.ts'
import { relativeError } from '../relative-error.ts'
import { compared } from './compared.ts'
import { pairs, permutations } from './two-sample-vectors.ts'

const alternatives = ['two-sided', 'less', 'greater'] as const
const sample = fc.array(fc.integer({ min: -9, max: 9 }), { minLength: 2, maxLength: 12 })

describe("Brunner and Munzel's test", () => {
  test.each(pairs)('agrees with SciPy on $experiment.length against $control.length', (one) => {
    for (const alternative of alternatives) {
      const result = compared(brunnerMunzel(one.control, one.experiment, { alternative, method: 't' }))
      expect(result.estimate).toBeCloseTo(one.brunner.estimate, 13)
      expect(relativeError(result.statistic, one.brunner.statistic)).toBeLessThan(1e-10)
      expect(relativeError(result.pValue, one.brunner.p[alternative])).toBeLessThan(1e-9)
      expect(result.upper + result.lower).toBeCloseTo(2 * result.estimate, 12)
    }
  })

  test.each(permutations)('goes through all $count ways to split small samples', (one) => {
    const by = (alternative: 'less' | 'greater') =>
      compared(brunnerMunzel(one.control, one.experiment, { alternative }))
    expect(by('less')).toMatchObject({ method: 'permutation', pValue: one.less })
    expect(by('greater')).toMatchObject({ method: 'permutation', pValue: one.greater })
  })

  test('takes the t law from ten values a side on, and where there are too many ways to split', () => {
    const count = (length: number, step: number) => Array.from({ length }, (_, at) => (at * step) % 17)
    expect(compared(brunnerMunzel(count(10, 3), count(10, 5))).method).toBe('t')
    expect(compared(brunnerMunzel(count(9, 3), count(9, 5))).method).toBe('permutation')
    expect(compared(brunnerMunzel(count(9, 3), count(10, 5))).method).toBe('t')
    expect(compared(brunnerMunzel(count(2, 3), count(100, 5))).method).toBe('permutation')
    expect(() => brunnerMunzel(count(9, 3), count(11, 5), { method: 'permutation' })).toThrow('50000')
  })

  test('of samples that do not overlap counts the one way out of all', () => {
    const low = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]
    const high = low.map((value) => value + 100)
    const result = compared(brunnerMunzel(low, high, { alternative: 'greater', method: 't' }))
    expect(result).toMatchObject({ estimate: 1, statistic: Infinity, degreesOfFreedom: Infinity, lower: 1, upper: 1 })
    expect(relativeError(result.pValue, 1 / 705_432)).toBeLessThan(1e-12)
    expect(compared(brunnerMunzel(low, high, { alternative: 'less', method: 't' })).pValue).toBe(1)
    expect(compared(brunnerMunzel(high, low, { alternative: 'less', method: 'normal' })).pValue).toBeLessThan(2e-6)
    expect(compared(brunnerMunzel([1, 2, 3], [7, 8, 9], { alternative: 'greater' })).pValue).toBe(0.05)
  })

  test('turns round when the samples are swapped, and knows neither origin, unit nor order', () => {
    fc.assert(
      fc.property(sample, sample, fc.integer({ min: -9, max: 9 }), (control, experiment, origin) => {
        const result = brunnerMunzel(control, experiment, { method: 't', alternative: 'greater' })
        fc.pre(result.kind === 'compared')
        const moved = (values: readonly number[]) => values.map((value) => 4 * value + origin).reverse()
        expect(brunnerMunzel(moved(control), moved(experiment), { method: 't', alternative: 'greater' })).toEqual(
          result,
        )
        const swapped = compared(brunnerMunzel(experiment, control, { method: 't', alternative: 'less' }))
        expect(swapped.estimate).toBeCloseTo(1 - compared(result).estimate, 12)
        expect(swapped.pValue).toBeCloseTo(compared(result).pValue, 9)
      }),
    )
  })

  test('keeps its level where the variances differ, which Mann–Whitney does not', () => {
    const random = seededRandom(4)
    const normal = () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random())
    const draw = (length: number, spread: number) => Array.from({ length }, () => spread * normal())
    const rejected = { brunner: 0, mann: 0 }
    const runs = 2000
    for (let run = 0; run < runs; run += 1) {
      const [control, experiment] = [draw(60, 1), draw(15, 5)]
      if (compared(brunnerMunzel(control, experiment)).pValue <= 0.05) rejected.brunner += 1
      if (compared(mannWhitney(control, experiment)).pValue <= 0.05) rejected.mann += 1
    }
    expect(rejected.brunner / runs).toBeLessThan(0.07)
    expect(rejected.mann / runs).toBeGreaterThan(0.08)
  })

  test.each([
    { control: [], experiment: [1], reason: 'empty' },
    { control: [1], experiment: [1, 2], reason: 'too-few-values' },
    { control: [1, 2], experiment: [3], reason: 'too-few-values' },
    { control: [2, 2], experiment: [2, 2, 2], reason: 'no-variation' },
  ])('cannot compare $control with $experiment: $reason', ({ control, experiment, reason }) => {
    expect(brunnerMunzel(control, experiment)).toMatchObject({ kind: 'not-comparable', reason })
  })

  test('refuses NaN, levels outside and unknown sides', () => {
    for (const call of [
      () => brunnerMunzel([1, NaN], [1, 2]),
      () => brunnerMunzel([1, 2], [1, 2], { level: 0 }),
      () => brunnerMunzel([1, 2], [1, 2], { alternative: z.custom<Alternative>().parse('more') }),
      () => mannWhitney([1, 2], [1, 2], { alternative: z.custom<Alternative>().parse('more') }),
    ]) {
      expect(call).toThrow(expect.objectContaining({ code: 'invalid-argument' }))
    }
  })
})

describe('effect sizes', () => {
  test('are shares of all pairs', () => {
    fc.assert(
      fc.property(sample, sample, (control, experiment) => {
        const signs = experiment.flatMap((x) => control.map((y) => Math.sign(x - y)))
        const sum = signs.reduce<number>((total, sign) => total + sign, 0)
        const { cliffsDelta, commonLanguage } = compared(effectSize(control, experiment))
        expect(cliffsDelta).toBe(sum / signs.length)
        expect(commonLanguage).toBeCloseTo((cliffsDelta + 1) / 2, 14)
      }),
    )
  })

  test('reach their ends, and do not exist for nothing', () => {
    expect(effectSize([1, 2], [3])).toEqual({ kind: 'compared', cliffsDelta: 1, commonLanguage: 1 })
    expect(effectSize([3], [1, 2])).toEqual({ kind: 'compared', cliffsDelta: -1, commonLanguage: 0 })
    expect(effectSize([], [1])).toMatchObject({ reason: 'empty' })
    expect(() => effectSize([NaN], [1])).toThrow('control')
  })
})
