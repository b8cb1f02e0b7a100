import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import {
  bootstrapInterval,
  brunnerMunzel,
  hodgesLehmann as compare,
  mannWhitney,
  meanDifference,
  nonInferiority,
  rankComparison,
  type HodgesLehmannOptions,
  type Sample,
} from '../../src/hypothesis/index.ts'
import { compared } from './compared.ts'
import { samples } from './sample-vectors.ts'
import { seededRandom } from '../../src/numeric/index.ts'

const hodgesLehmann = (control: Sample, experiment: Sample, options?: HodgesLehmannOptions) =>
  compared(compare(control, experiment, options))

/** What a caller without types may pass. */
const word = (value: unknown): never => z.custom<never>().parse(value)

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

test('differences that no number can hold are not comparable: a shift of 0 between them would show no harm', () => {
  const [low, high] = [Array.from({ length: 10 }, (_, at) => -1.7e308 + at * 1e300), Array(10).fill(1.7e308)]
  const overflow = { kind: 'not-comparable', reason: 'overflow', detail: 'a difference of Infinity' }
  expect(compare(low, high)).toEqual(overflow)
  expect(rankComparison(low, high)).toEqual(overflow)
  expect(nonInferiority(low, high, { harm: 'increase', margin: 1 })).toEqual(overflow)
  expect(hodgesLehmann([-1e307, -2e307], [1e307, 2e307]).estimate).toBeCloseTo(3e307, -300)
})

test('a level that complete separation could not show is not attained by tied values either', () => {
  // 2 of 70 arrangements separate 4 values from 4; of 252, 5 from 5.
  for (const [size, at, attained] of [
    [4, 0.97, true],
    [4, 0.98, false],
    [5, 0.99, true],
    [2, 0.9, false],
  ] as const) {
    const equal = Array<number>(size).fill(7)
    expect(hodgesLehmann(equal, equal, { level: at })).toMatchObject({ lower: 0, upper: 0, attained })
  }
  expect(compared(nonInferiority([7, 7], [7, 7], { harm: 'increase', margin: 1 }))).toMatchObject({
    limit: Infinity,
    isNonInferior: false,
  })
})

test.each([
  ['mannWhitney', () => mannWhitney([1, 2], [3, 4], { method: word('exakt') })],
  ['hodgesLehmann', () => compare([1, 2], [3, 4], { method: word('exakt') })],
  ['brunnerMunzel', () => brunnerMunzel([1, 2], [3, 4], { method: word('exakt') })],
  ['nonInferiority', () => nonInferiority([1, 2], [3, 4], { harm: 'increase', margin: 1, method: word('exakt') })],
  [
    'bootstrapInterval',
    () =>
      bootstrapInterval([1, 2], [3, 4], {
        random: seededRandom(1),
        statistic: meanDifference,
        method: word('exakt'),
      }),
  ],
])('%s refuses a method that it does not know, rather than take another one', (_, call) => {
  expect(call).toThrow(/Expected method to be .*, got exakt/)
})

test.each([[null], ['7'], [true], [undefined]])('a sample with %j in it is refused, not read as a number', (value) => {
  expect(() => compare([1, word(value)], [3, 4])).toThrow(
    `Expected control to be finite numbers, got ${value} at index 1`,
  )
})
