import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { hodgesLehmann as compare, type HodgesLehmannOptions, type Sample } from '../../src/hypothesis/index.ts'
import { compared } from './compared.ts'
import { samples } from './sample-vectors.ts'
import { seededRandom } from '../../src/numeric/index.ts'

const hodgesLehmann = (control: Sample, experiment: Sample, options?: HodgesLehmannOptions) =>
  compared(compare(control, experiment, options))

const sample = fc.array(fc.integer({ min: -30, max: 30 }), { minLength: 1, maxLength: 30 })
const level = fc.double({ min: 0.5, max: 0.999, noNaN: true })

function differencesOf(control: readonly number[], experiment: readonly number[]): readonly number[] {
  return experiment.flatMap((x) => control.map((y) => x - y)).sort((one, other) => one - other)
}

describe('the Hodges–Lehmann shift', () => {
  test.each(samples)('agrees with all differences ($method, $experiment.length against $control.length)', (one) => {
    const result = hodgesLehmann(one.control, one.experiment, { level: one.level })
    expect(result.method).toBe(one.method)
    expect(result.rank).toBe(one.rank)
    expect(result.estimate).toBeCloseTo(one.estimate, 12)
    expect([result.lower, result.upper]).toEqual([one.lower, one.upper])
  })

  test('is the median of all differences, and its limits are the differences of its rank from both ends', () => {
    fc.assert(
      fc.property(sample, sample, level, (control, experiment, at) => {
        const differences = differencesOf(control, experiment)
        const half = differences.length / 2
        const middle = [differences[Math.ceil(half) - 1] ?? NaN, differences[Math.floor(half)] ?? NaN]
        const result = hodgesLehmann(control, experiment, { level: at })
        expect(result.estimate).toBe(((middle[0] ?? NaN) + (middle[1] ?? NaN)) / 2)
        expect(result.lower).toBe(differences[result.rank - 1])
        expect(result.upper).toBe(differences.at(-result.rank))
      }),
      { numRuns: 400 },
    )
  })

  test('moves with the experiment, not with both, grows with the unit, and turns round when the samples are swapped', () => {
    fc.assert(
      fc.property(sample, sample, fc.integer({ min: -9, max: 9 }), level, (control, experiment, shift, at) => {
        const options = { level: at }
        const { estimate, lower, upper } = hodgesLehmann(control, experiment, options)
        const by = (values: readonly number[]) => values.map((value) => value + shift).reverse()
        // Moving one side changes which values are tied, and with it the rank: only the estimate has to follow.
        expect(hodgesLehmann(control, by(experiment), options).estimate).toBe(estimate + shift)
        expect(hodgesLehmann(by(control), by(experiment), options)).toMatchObject({ estimate, lower, upper })
        const grown = hodgesLehmann(
          control.map((value) => 8 * value),
          experiment.map((value) => 8 * value),
          options,
        )
        expect([grown.estimate, grown.lower, grown.upper]).toEqual([8 * estimate, 8 * lower, 8 * upper])
        const swapped = hodgesLehmann(experiment, control, options)
        expect([-swapped.estimate + 0, -swapped.upper + 0, -swapped.lower + 0]).toEqual([
          estimate + 0,
          lower + 0,
          upper + 0,
        ])
      }),
    )
  })

  test('moves with its whole interval where no values are tied', () => {
    const untied = fc.uniqueArray(fc.integer({ min: -500, max: 500 }), { minLength: 1, maxLength: 25 })
    fc.assert(
      fc.property(untied, untied, fc.integer({ min: -9, max: 9 }), level, (one, other, shift, at) => {
        const control = one.map((value) => 4 * value)
        const experiment = other.map((value) => 4 * value + 1)
        const { estimate, lower, upper } = hodgesLehmann(control, experiment, { level: at })
        const moved = hodgesLehmann(
          control,
          experiment.map((value) => value + 4 * shift),
          { level: at },
        )
        expect([moved.estimate, moved.lower, moved.upper]).toEqual(
          [estimate, lower, upper].map((value) => value + 4 * shift),
        )
      }),
    )
  })

  test('has an interval that holds the estimate and grows with the level', () => {
    fc.assert(
      fc.property(sample, sample, level, level, (control, experiment, one, other) => {
        const narrow = hodgesLehmann(control, experiment, { level: Math.min(one, other) })
        const wide = hodgesLehmann(control, experiment, { level: Math.max(one, other) })
        expect(wide.lower <= narrow.lower && narrow.lower <= narrow.estimate).toBe(true)
        expect(narrow.estimate <= narrow.upper && narrow.upper <= wide.upper).toBe(true)
      }),
    )
  })

  test('covers the true shift at least about as often as asked', () => {
    const next = seededRandom(11)
    const runs = 1000
    let covered = 0
    for (let run = 0; run < runs; run += 1) {
      const draw = (shift: number) => Array.from({ length: 20 }, () => Math.log(next() + 1e-9) + shift)
      const { lower, upper } = hodgesLehmann(draw(0), draw(0.7), { level: 0.95 })
      if (lower <= 0.7 && 0.7 <= upper) covered += 1
    }
    expect(covered / runs).toBeGreaterThan(0.93)
  })

  test('says when a level is out of reach of the samples', () => {
    expect(hodgesLehmann([1, 2, 3], [4, 5, 6.5], { level: 0.99 }).attained).toBe(false)
    expect(hodgesLehmann([1, 2, 3], [4, 5, 6.5], { level: 0.8 }).attained).toBe(true)
    // 5 against 5: the smallest one-sided error is 1/252.
    const five = [1, 2, 3, 4, 5]
    const other = [6.5, 7.5, 8.5, 9.5, 10.5]
    expect(hodgesLehmann(five, other, { level: 1 - 2 / 252 }).attained).toBe(true)
    expect(hodgesLehmann(five, other, { level: 1 - 1.9 / 252 }).attained).toBe(false)
  })

  test('of a hundred thousand values a side is found without their ten thousand million differences', () => {
    const next = seededRandom(3)
    const draw = (shift: number) => Float64Array.from({ length: 100_000 }, () => next() + shift)
    const { estimate, lower, upper } = hodgesLehmann(draw(0), draw(0.25))
    expect(estimate).toBeCloseTo(0.25, 1)
    expect(lower < estimate && estimate < upper && upper - lower < 0.02).toBe(true)
  })

  test('of nothing is no comparison', () => {
    expect(compare([], [1])).toMatchObject({ kind: 'not-comparable', reason: 'empty' })
    expect(compare([1], [])).toMatchObject({ kind: 'not-comparable', reason: 'empty' })
  })

  test.each([0, 1, -0.5, 1.5, NaN])('refuses the level %d', (at) => {
    expect(() => hodgesLehmann([1], [2], { level: at })).toThrow(expect.objectContaining({ code: 'invalid-argument' }))
  })

  test.each([
    { control: [NaN], experiment: [1] },
    { control: [1], experiment: [-Infinity] },
  ])('refuses $control against $experiment', ({ control, experiment }) => {
    expect(() => hodgesLehmann(control, experiment)).toThrow(expect.objectContaining({ code: 'invalid-argument' }))
  })
})
