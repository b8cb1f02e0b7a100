import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { bootstrapInterval, meanDifference, permutationTest, welchT } from '../../src/hypothesis/index.ts'
import { seededRandom } from '../../src/numeric/index.ts'
import { compared } from './compared.ts'
import { permutations } from './two-sample-vectors.ts'

const sample = fc.array(fc.integer({ min: -9, max: 9 }), { minLength: 1, maxLength: 5 })

describe('the permutation test', () => {
  test.each(permutations)('goes through all $count ways where they are few', (one) => {
    const by = (alternative: 'less' | 'greater' | 'two-sided') =>
      compared(permutationTest(one.control, one.experiment, { random: seededRandom(1), alternative }))
    expect(by('less')).toMatchObject({ method: 'exact', pValue: one.meanLess, permutations: one.count })
    expect(by('greater').pValue).toBe(one.meanGreater)
    expect(by('two-sided').pValue).toBe(Math.min(1, 2 * Math.min(one.meanLess, one.meanGreater)))
  })

  test('goes through all ways up to the number that was asked for, and draws beyond', () => {
    const by = (most: number) =>
      compared(permutationTest([1, 2, 3], [4, 5, 6], { random: seededRandom(1), permutations: most }))
    expect(by(20)).toMatchObject({ method: 'exact', permutations: 20, pValue: 0.1 })
    expect(by(19)).toMatchObject({ method: 'random', permutations: 19 })
  })

  test('gives the same p for the same seed, never 0, and close to the exact one', () => {
    const [control, experiment] = [
      [1, 4, 6, 8, 9, 12, 13],
      [3, 9, 10, 14, 15, 16, 7],
    ]
    const by = (seed: number, most: number) =>
      compared(permutationTest(control, experiment, { random: seededRandom(seed), permutations: most }))
    const exact = by(1, 100_000)
    expect(exact).toMatchObject({ method: 'exact', permutations: 3432 })
    expect(by(1, 3000)).toEqual(by(1, 3000))
    expect(Math.abs(by(1, 3000).pValue - exact.pValue)).toBeLessThan(0.03)
    const far = compared(
      permutationTest([1, 2, 3, 4, 5, 6, 7, 8, 9], [101, 102, 103, 104, 105, 106, 107, 108, 109], {
        random: seededRandom(1),
        permutations: 99,
        alternative: 'greater',
      }),
    )
    expect(far.pValue).toBe(0.01)
  })

  test('takes any statistic, and one that is no number for the worst', () => {
    const random = seededRandom(1)
    const most = compared(permutationTest([1, 2], [3, 4], { random, statistic: () => NaN }))
    expect(most.pValue).toBe(1)
    const maximum = (control: Float64Array, experiment: Float64Array) => Math.max(...experiment) - Math.max(...control)
    expect(
      compared(permutationTest([1, 2], [3, 4], { random, statistic: maximum, alternative: 'greater' })).pValue,
    ).toBe(1 / 6)
  })

  test('turns round when the samples are swapped', () => {
    fc.assert(
      fc.property(sample, sample, (control, experiment) => {
        const random = seededRandom(1)
        const less = compared(permutationTest(control, experiment, { random, alternative: 'less' }))
        const greater = compared(permutationTest(experiment, control, { random, alternative: 'greater' }))
        expect(less.pValue).toBe(greater.pValue)
      }),
    )
  })

  test('leaves its samples alone, has nothing to say of nothing, and refuses half a permutation', () => {
    const control = Float64Array.of(3, 1)
    const random = seededRandom(1)
    permutationTest(control, [2, 5], { random })
    expect([...control]).toEqual([3, 1])
    expect(permutationTest([], [1], { random })).toMatchObject({ reason: 'empty' })
    for (const most of [0, 1.5, NaN])
      expect(() => permutationTest([1], [2], { random, permutations: most })).toThrow('permutations')
  })
})

describe('the bootstrap interval', () => {
  const random = seededRandom(9)
  const draw = (length: number, shift: number) => Array.from({ length }, () => -Math.log(1 - random()) + shift)

  test.each(['bca', 'percentile'] as const)('of a mean covers about as often as it says (%s)', (method) => {
    const runs = 300
    let covered = 0
    for (let run = 0; run < runs; run += 1) {
      const options = { random, statistic: meanDifference, resamples: 499, level: 0.9, method }
      const { lower, upper } = compared(bootstrapInterval(draw(40, 0), draw(30, 1), options))
      if (lower <= 1 && 1 <= upper) covered += 1
    }
    expect(covered / runs).toBeGreaterThan(0.82)
    expect(covered / runs).toBeLessThan(0.96)
  })

  test("is close to Welch's for large samples, and the same for the same seed", () => {
    const [control, experiment] = [draw(400, 0), draw(300, 0.2)]
    const by = (seed: number) =>
      compared(bootstrapInterval(control, experiment, { random: seededRandom(seed), statistic: meanDifference }))
    const welch = compared(welchT(control, experiment))
    expect(by(1)).toEqual(by(1))
    expect(by(1)).toMatchObject({ method: 'bca', level: 0.95 })
    expect(by(1).estimate).toBeCloseTo(welch.difference, 12)
    expect(Math.abs(by(1).lower - welch.lower)).toBeLessThan(0.03)
    expect(Math.abs(by(1).upper - welch.upper)).toBeLessThan(0.03)
  })

  test('moves its limits for skewness only where it is asked to', () => {
    const skewed = [0, 0, 0, 0, 1, 1, 2, 3, 9, 30]
    const by = (method: 'bca' | 'percentile') =>
      compared(bootstrapInterval([0, 1, 2], skewed, { random: seededRandom(2), statistic: meanDifference, method }))
    expect(by('bca').lower).toBeGreaterThan(by('percentile').lower)
    expect(by('bca').upper).toBeGreaterThan(by('percentile').upper)
  })

  test('leaves out one value at a time only up to 2,000 of them', () => {
    const options = { random: seededRandom(3), statistic: meanDifference, resamples: 100 }
    expect(compared(bootstrapInterval(draw(1000, 0), draw(1000, 0), options)).method).toBe('bca')
    expect(compared(bootstrapInterval(draw(1000, 0), draw(1001, 0), options)).method).toBe('percentile')
  })

  test('has nothing to say where nothing varies, or too little is there', () => {
    const options = { random: seededRandom(1), statistic: meanDifference }
    expect(bootstrapInterval([], [1, 2], options)).toMatchObject({ reason: 'empty' })
    expect(bootstrapInterval([1], [1, 2], options)).toMatchObject({ reason: 'too-few-values' })
    expect(bootstrapInterval([1, 2], [1], options)).toMatchObject({ reason: 'too-few-values' })
    expect(bootstrapInterval([1, 1], [2, 2], options)).toMatchObject({ reason: 'no-variation' })
    expect(bootstrapInterval([1, 2], [2, 3], { ...options, statistic: () => NaN })).toMatchObject({
      reason: 'no-variation',
    })
    expect(() => bootstrapInterval([1, 2], [2, 3], { ...options, resamples: 99 })).toThrow('resamples')
    expect(() => bootstrapInterval([1, 2], [2, 3], { ...options, level: 2 })).toThrow('level')
  })
})

test.each([1, NaN])('a source that gives %d is refused: a value that does not exist would be a 0', (drawn) => {
  const random = () => drawn
  const [control, experiment] = [
    [1, 2, 3, 4, 5],
    [6, 7, 8, 9, 10],
  ]
  expect(() => permutationTest(control, experiment, { random, permutations: 9 })).toThrow('random')
  expect(() => bootstrapInterval(control, experiment, { random, statistic: meanDifference })).toThrow('random')
})
