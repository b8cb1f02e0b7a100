import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { hodgesLehmannRatio, quantileRatio } from '../../src/hypothesis/index.ts'
import { seededRandom } from '../../src/numeric/index.ts'
import { relativeError } from '../relative-error.ts'
import { compared } from './compared.ts'
import { pairs } from './two-sample-vectors.ts'

const positive = fc.array(fc.integer({ min: 1, max: 1000 }), { minLength: 1, maxLength: 40 })

describe('the ratio of quantiles', () => {
  test.each(pairs)('agrees with its definition on $experiment.length against $control.length', (one) => {
    for (const wanted of one.quantiles) {
      const result = compared(quantileRatio(one.control, one.experiment, wanted.q, { level: wanted.level }))
      expect(result).toMatchObject({ control: wanted.control, experiment: wanted.experiment, level: wanted.level })
      expect(result.estimate).toBe(wanted.experiment / wanted.control)
      expect(relativeError(result.lower, wanted.lower)).toBeLessThan(1e-12)
      expect(relativeError(result.upper, wanted.upper)).toBeLessThan(1e-12)
    }
  })

  test('has no end where the samples are too small for one', () => {
    const count = (length: number) => Array.from({ length }, (_, at) => at + 1)
    // ln 0.025 ÷ ln 0.95: 72 values a side are needed for an upper limit of p95.
    expect(compared(quantileRatio(count(72), count(72), 0.95)).upper).toBeLessThan(Infinity)
    expect(compared(quantileRatio(count(72), count(71), 0.95)).upper).toBe(Infinity)
    expect(compared(quantileRatio(count(71), count(72), 0.95)).lower).toBe(0)
    expect(compared(quantileRatio([5], [10], 0.5))).toMatchObject({ estimate: 2, lower: 0, upper: Infinity })
  })

  test('knows no unit and turns round when the samples are swapped', () => {
    fc.assert(
      fc.property(positive, positive, fc.constantFrom(0.5, 0.9, 0.95), (control, experiment, q) => {
        const { estimate, lower, upper } = compared(quantileRatio(control, experiment, q))
        const other = compared(quantileRatio(experiment, control, q))
        expect(relativeError(other.estimate, 1 / estimate)).toBeLessThan(1e-14)
        expect(relativeError(1 / other.upper, lower)).toBeLessThan(1e-12)
        expect(relativeError(1 / other.lower, upper)).toBeLessThan(1e-12)
        const milli = (values: readonly number[]) => values.map((value) => value / 1024)
        expect(compared(quantileRatio(milli(control), milli(experiment), q)).estimate).toBe(estimate)
      }),
    )
  })

  test('covers the true ratio at least about as often as asked, in a heavy tail', () => {
    const random = seededRandom(12)
    const pareto = (length: number, scale: number) => Array.from({ length }, () => scale * (1 - random()) ** (-1 / 1.6))
    const runs = 600
    let covered = 0
    for (let run = 0; run < runs; run += 1) {
      const { lower, upper } = compared(quantileRatio(pareto(300, 1), pareto(120, 1.5), 0.9))
      if (lower <= 1.5 && 1.5 <= upper) covered += 1
    }
    expect(covered / runs).toBeGreaterThan(0.925)
  })

  test.each([
    { control: [], experiment: [1], reason: 'empty' },
    { control: [1], experiment: [], reason: 'empty' },
    { control: [0, 1], experiment: [1], reason: 'not-positive' },
    { control: [1], experiment: [-1], reason: 'not-positive' },
  ])('cannot compare $control with $experiment: $reason', ({ control, experiment, reason }) => {
    expect(quantileRatio(control, experiment, 0.5)).toMatchObject({ kind: 'not-comparable', reason })
  })

  test.each([0, 1, NaN, 95])('refuses the quantile %d', (q) => {
    expect(() => quantileRatio([1], [1], q)).toThrow(expect.objectContaining({ code: 'invalid-argument' }))
  })
})

describe('the Hodges–Lehmann ratio', () => {
  test('is the shift of the logarithms', () => {
    const control = [1, 2, 3, 4, 5, 6]
    const result = compared(
      hodgesLehmannRatio(
        control,
        control.map((value) => value * 1.5),
        { level: 0.9 },
      ),
    )
    expect(result.estimate).toBeCloseTo(1.5, 12)
    expect(result.lower).toBeLessThan(1.5)
    expect(result.upper).toBeGreaterThan(1.5)
    expect(result.level).toBe(0.9)
  })

  test('is open where the samples are too small, and does not exist for nothing or below 0', () => {
    expect(compared(hodgesLehmannRatio([1, 2], [2, 4]))).toMatchObject({ lower: 0, upper: Infinity })
    expect(hodgesLehmannRatio([1, 0], [2, 4])).toMatchObject({ reason: 'not-positive' })
    expect(hodgesLehmannRatio([], [2, 4])).toMatchObject({ reason: 'empty' })
  })
})
