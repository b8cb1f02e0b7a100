import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import {
  equivalence,
  geometricMeanRatio,
  nonInferiority,
  welchT,
  type Alternative,
} from '../../src/hypothesis/index.ts'
import { relativeError } from '../relative-error.ts'
import { compared } from './compared.ts'
import { pairs } from './two-sample-vectors.ts'

const alternatives = ['two-sided', 'less', 'greater'] as const
/** Whole numbers: moving and scaling by powers of two costs no rounding. */
const sample = fc.array(fc.integer({ min: -50, max: 50 }), { minLength: 3, maxLength: 20 })
const varied = sample.filter((values) => new Set(values).size > 1)

describe("Welch's test", () => {
  test.each(pairs)(
    'agrees with SciPy on $experiment.length against $control.length',
    ({ control, experiment, welch }) => {
      for (const wanted of welch) {
        for (const alternative of alternatives) {
          const result = compared(welchT(control, experiment, { alternative, nullValue: wanted.null }))
          expect(relativeError(result.pValue, wanted.p[alternative])).toBeLessThan(1e-11)
          expect(relativeError(result.degreesOfFreedom, wanted.df)).toBeLessThan(1e-12)
          expect(result.difference).toBeCloseTo(wanted.difference, 12)
        }
        const both = compared(welchT(control, experiment))
        expect([both.lower, both.upper]).toEqual([expect.closeTo(wanted.lower, 11), expect.closeTo(wanted.upper, 11)])
        // One-sided at 95 %: one end is that of the two-sided interval at 90 %, the other one is open.
        const less = compared(welchT(control, experiment, { alternative: 'less' }))
        expect([less.lower, less.upper]).toEqual([-Infinity, expect.closeTo(wanted.upper90, 11)])
        const greater = compared(welchT(control, experiment, { alternative: 'greater' }))
        expect([greater.lower, greater.upper]).toEqual([expect.closeTo(wanted.lower90, 11), Infinity])
      }
    },
  )

  test('moves with the experiment, grows with the unit and turns round when the samples are swapped', () => {
    fc.assert(
      fc.property(varied, varied, fc.integer({ min: -9, max: 9 }), (control, experiment, shift) => {
        const result = compared(welchT(control, experiment))
        const moved = compared(
          welchT(
            control,
            experiment.map((value) => value + shift),
            { nullValue: shift },
          ),
        )
        expect(moved.pValue).toBeCloseTo(result.pValue, 9)
        const grown = compared(
          welchT(
            control.map((value) => 8 * value),
            experiment.map((value) => 8 * value),
          ),
        )
        expect(grown.difference).toBeCloseTo(8 * result.difference, 9)
        expect(grown.pValue).toBeCloseTo(result.pValue, 9)
        const swapped = compared(welchT(experiment, control))
        expect(swapped.lower).toBeCloseTo(-result.upper, 9)
        expect(swapped.statistic).toBeCloseTo(-result.statistic, 9)
      }),
    )
  })

  test('has an interval that leaves out the null value exactly where the test rejects it', () => {
    fc.assert(
      fc.property(varied, varied, fc.double({ min: 0.01, max: 0.5, noNaN: true }), (control, experiment, alpha) => {
        const { pValue, lower, upper } = compared(welchT(control, experiment, { level: 1 - alpha }))
        fc.pre(Math.abs(pValue - alpha) > 1e-9)
        expect(lower > 0 || upper < 0).toBe(pValue < alpha)
      }),
    )
  })

  test.each([
    { control: [], experiment: [1, 2], reason: 'empty' },
    { control: [1, 2], experiment: [], reason: 'empty' },
    { control: [1], experiment: [1, 2], reason: 'too-few-values' },
    { control: [1, 2], experiment: [3], reason: 'too-few-values' },
    { control: [2, 2], experiment: [3, 3], reason: 'no-variation' },
    { control: [0.1, 0.1, 0.1], experiment: [0.1, 0.1], reason: 'no-variation' },
  ])('cannot compare $control with $experiment: $reason', ({ control, experiment, reason }) => {
    expect(welchT(control, experiment)).toMatchObject({ kind: 'not-comparable', reason })
  })

  test('compares where one side alone varies', () => {
    expect(compared(welchT([2, 2], [3, 5])).degreesOfFreedom).toBe(1)
  })

  test.each([
    ['NaN', () => welchT([NaN, 1], [1, 2])],
    ['an infinite value', () => welchT([0, 1], [1, Infinity])],
    ['a level of 1', () => welchT([0, 1], [1, 2], { level: 1 })],
    ['a null value that is NaN', () => welchT([0, 1], [1, 2], { nullValue: NaN })],
    // A caller without types.
    [
      'an unknown alternative',
      () => welchT([0, 1], [1, 2], { alternative: z.custom<Alternative>().parse('two.sided') }),
    ],
  ])('refuses %s', (_, call) => {
    expect(call).toThrow(expect.objectContaining({ code: 'invalid-argument' }))
  })
})

describe('equivalence', () => {
  test.each(pairs)(
    'is two one-sided tests, on $experiment.length against $control.length',
    ({ control, experiment, welch }) => {
      const at2 = welch[1]
      const result = compared(equivalence(control, experiment, { margin: 2 }))
      expect(relativeError(result.pUpper, at2?.p.less ?? NaN)).toBeLessThan(1e-11)
      expect(result.pValue).toBe(Math.max(result.pUpper, result.pLower))
      expect([result.lower, result.upper]).toEqual([
        expect.closeTo(at2?.lower90 ?? NaN, 11),
        expect.closeTo(at2?.upper90 ?? NaN, 11),
      ])
    },
  )

  test('is shown exactly where the interval lies within the margin', () => {
    fc.assert(
      fc.property(varied, varied, fc.double({ min: 0.5, max: 60, noNaN: true }), (control, experiment, margin) => {
        const { lower, upper, isEquivalent, pValue } = compared(equivalence(control, experiment, { margin }))
        fc.pre(Math.abs(pValue - 0.05) > 1e-9)
        expect(lower > -margin && upper < margin).toBe(isEquivalent)
      }),
    )
  })

  test('of nothing, or within a margin of nothing, is never shown', () => {
    expect(equivalence([], [1, 2], { margin: 1 })).toMatchObject({ reason: 'empty' })
    for (const margin of [0, -1, NaN, Infinity])
      expect(() => equivalence([1, 2], [1, 2], { margin })).toThrow(
        expect.objectContaining({ code: 'invalid-argument' }),
      )
    for (const alpha of [0, 0.5, NaN]) expect(() => equivalence([1, 2], [1, 2], { margin: 1, alpha })).toThrow('alpha')
  })
})

describe('non-inferiority', () => {
  const control = [10, 11, 12, 13, 14, 15, 16, 17]
  const worse = control.map((value) => value + 3)

  test.each(['ranks', 'welch'] as const)(
    'is shown where the limit on the harmful side stays within the margin (%s)',
    (method) => {
      const claim = (harm: 'increase' | 'decrease', margin: number) =>
        compared(nonInferiority(control, worse, { harm, margin, method }))
      const { limit, difference } = claim('increase', 4)
      expect(difference).toBe(3)
      expect(limit).toBeGreaterThan(4)
      expect(claim('increase', 4).isNonInferior).toBe(false)
      expect(claim('increase', limit).isNonInferior).toBe(false)
      expect(claim('increase', limit + 1e-9).isNonInferior).toBe(true)
      expect(claim('decrease', 1).isNonInferior).toBe(true)
      expect(claim('decrease', 1).limit).toBeLessThan(3)
    },
  )

  test('is never shown by samples too small for the error that was asked for', () => {
    const result = compared(nonInferiority([1, 2], [1.5, 2.5], { harm: 'increase', margin: 1e9, alpha: 0.05 }))
    expect(result).toMatchObject({ limit: Infinity, isNonInferior: false })
    expect(compared(nonInferiority([1, 2], [1.5, 2.5], { harm: 'decrease', margin: 1e9 })).limit).toBe(-Infinity)
    expect(nonInferiority([], [1], { harm: 'increase', margin: 1 })).toMatchObject({ reason: 'empty' })
    expect(nonInferiority([1], [1], { harm: 'increase', margin: 1, method: 'welch' })).toMatchObject({
      reason: 'too-few-values',
    })
  })

  test('refuses a direction that it does not know', () => {
    expect(() => nonInferiority([1, 2], [1, 2], { harm: z.custom<'increase'>().parse('either'), margin: 1 })).toThrow(
      'harm',
    )
    expect(() => nonInferiority([1, 2], [1, 2], { harm: 'increase', margin: 0 })).toThrow('margin')
  })
})

describe('the ratio of geometric means', () => {
  test('is that of the logarithms, and knows no unit', () => {
    const control = [1, 2, 4, 8]
    const experiment = [3, 6, 12, 24, 48]
    const logs = compared(welchT(control.map(Math.log), experiment.map(Math.log), { level: 0.9 }))
    const result = compared(geometricMeanRatio(control, experiment, { level: 0.9 }))
    expect(result.estimate).toBeCloseTo(Math.exp(logs.difference), 12)
    expect([result.lower, result.upper]).toEqual([
      expect.closeTo(Math.exp(logs.lower), 12),
      expect.closeTo(Math.exp(logs.upper), 12),
    ])
    const milli = (values: readonly number[]) => values.map((value) => value * 1000)
    expect(compared(geometricMeanRatio(milli(control), milli(experiment))).estimate).toBeCloseTo(result.estimate, 12)
  })

  test.each([0, -1])('of a value of %d does not exist', (value) => {
    expect(geometricMeanRatio([1, 2], [value, 3])).toMatchObject({ kind: 'not-comparable', reason: 'not-positive' })
    expect(geometricMeanRatio([value, 2], [1, 3])).toMatchObject({ reason: 'not-positive' })
    expect(geometricMeanRatio([3], [3, 4])).toMatchObject({ reason: 'too-few-values' })
  })
})

test('degrees of freedom do not depend on the unit, and differences that no number can hold are not comparable', () => {
  const [control, experiment] = [
    [1, 2, 4],
    [2, 3, 7, 9],
  ]
  const at = (unit: number) =>
    welchT(
      control.map((value) => value * unit),
      experiment.map((value) => value * unit),
    )
  const { degreesOfFreedom, pValue } = compared(at(1))
  for (const unit of [2 ** -400, 2 ** 400]) {
    expect(compared(at(unit)).degreesOfFreedom).toBeCloseTo(degreesOfFreedom, 12)
    expect(compared(at(unit)).pValue).toBeCloseTo(pValue, 12)
  }
  expect(welchT([1e308, -1e308, 0], [1.7e308, 1.6e308, 1e308])).toMatchObject({ reason: 'overflow' })
})
