import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { changePoints as find, type ChangePoint, type ChangePointOptions } from '../../src/history/index.ts'
import { seededRandom } from '../../src/numeric/index.ts'
import { relativeError } from '../relative-error.ts'
import { cases } from './change-point-vectors.ts'

function changePoints(series: readonly number[], options?: ChangePointOptions): readonly ChangePoint[] {
  const found = find(series, options)
  if (found === null) throw new Error('too short')
  return found
}

const indices = (series: readonly number[], options?: ChangePointOptions) =>
  changePoints(series, options).map(({ index }) => index)

/** Parts of 25 values around levels, with a spread of 1, to thousandths. */
function levels(seed: number, means: readonly number[]): readonly number[] {
  const random = seededRandom(seed)
  return means.flatMap((mean) =>
    Array.from({ length: 25 }, () => {
      const normal = Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random())
      return Math.round(1000 * (mean + normal)) / 1000
    }),
  )
}

const seeds = fc.integer({ min: 0, max: 1e6 })
const numbers = ['pValue', 'meanBefore', 'meanAfter', 'magnitude'] as const

describe('change points', () => {
  test.each(cases)('agree with the two steps written out ($options, $points.length found)', (one) => {
    const found = changePoints(one.series, one.options)
    expect(found.map(({ index }) => index)).toEqual(one.points.map(({ index }) => index))
    for (const [at, wanted] of one.points.entries()) {
      for (const name of numbers) expect(relativeError(found[at]?.[name] ?? NaN, wanted[name])).toBeLessThan(1e-9)
    }
  })

  test('that were planted are found within one place', () => {
    for (let seed = 0; seed < 30; seed += 1) {
      const found = indices(levels(seed, [100, 106, 101, 108]), { minMagnitude: 0.03 })
      expect(found).toHaveLength(3)
      for (const [at, index] of found.entries()) expect(Math.abs(index - 25 * (at + 1))).toBeLessThanOrEqual(1)
    }
  })

  test('are rare where nothing changes', () => {
    let series = 0
    for (let seed = 0; seed < 100; seed += 1) {
      if (indices(levels(seed, [100, 100, 100, 100])).length > 0) series += 1
    }
    // Each series has several windows, and each window is searched: more than maxPValue.
    expect(series).toBeGreaterThan(0)
    expect(series).toBeLessThan(15)
  })

  test('do not change with the unit, and their p-values not with the origin', () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const series = levels(seed, [100, 103, 101])
        const plain = changePoints(series)
        for (const unit of [4, 2 ** 1016, 2 ** -1000]) {
          expect(changePoints(series.map((value) => unit * value))).toEqual(
            plain.map((point) => ({
              ...point,
              meanBefore: unit * point.meanBefore,
              meanAfter: unit * point.meanAfter,
            })),
          )
        }
        for (const [at, { index, pValue }] of changePoints(series.map((value) => value + 1000)).entries()) {
          expect(index).toBe(plain[at]?.index)
          expect(relativeError(pValue, plain[at]?.pValue ?? NaN)).toBeLessThan(1e-6)
        }
      }),
      { numRuns: 25 },
    )
  })

  test('lie at the mirrored place in the mirrored series', () => {
    fc.assert(
      fc.property(seeds, fc.integer({ min: 8, max: 20 }), (seed, step) => {
        const series = levels(seed, [100, 100 + step])
        expect(indices(series, { minMagnitude: 0.04 })).toEqual([25])
        expect(indices(series.toReversed(), { minMagnitude: 0.04 })).toEqual([25])
      }),
      { numRuns: 25 },
    )
  })

  test('are none where all values are equal, and certain where they do not vary around a step', () => {
    for (const level of [0.1, 0, -1e308]) expect(find(Array.from({ length: 120 }, () => level))).toEqual([])
    expect(find([0, 0, 0, 4, 4])).toEqual([{ index: 3, pValue: 0, meanBefore: 0, meanAfter: 4, magnitude: 1 }])
    expect(find([4, 4, 4, 0, 0])).toEqual([{ index: 3, pValue: 0, meanBefore: 4, meanAfter: 0, magnitude: 1 }])
    expect(find([4, 4, 4, 5, 5])).toEqual([{ index: 3, pValue: 0, meanBefore: 4, meanAfter: 5, magnitude: 0.25 }])
    expect(find([5, 5, 5, 4, 4])).toEqual([{ index: 3, pValue: 0, meanBefore: 5, meanAfter: 4, magnitude: 0.25 }])
  })

  test('need three values: two show no spread', () => {
    expect([find([]), find([1]), find([1, 9])]).toEqual([null, null, null])
    expect(indices([1, 9, 9])).toEqual([1])
    expect(indices([1, 9, 1, 9], { windowLength: 2, maxPValue: 0.999 })).toEqual([])
  })

  test('have less than maxPValue and more than minMagnitude, both strictly', () => {
    const series = levels(7, [100, 104])
    const [{ pValue, magnitude } = { pValue: NaN, magnitude: NaN }] = changePoints(series)
    expect(indices(series, { maxPValue: pValue })).toEqual([])
    expect(indices(series, { maxPValue: pValue * (1 + 1e-9) })).toEqual([25])
    expect(indices(series, { minMagnitude: magnitude })).toEqual([])
    expect(indices(series, { minMagnitude: magnitude * (1 - 1e-9) })).toEqual([25])
  })

  test('lose the smallest first, which makes what stays larger', () => {
    const series = [...Array.from({ length: 9 }, () => 100), 109, 109, 109, 109, 118, 118, 118, 118, 118]
    expect(indices(series, { minMagnitude: 0.05 })).toEqual([9, 13])
    expect(indices(series, { minMagnitude: 0.085 })).toEqual([9])
    expect(changePoints(series, { minMagnitude: 0.085 })[0]?.meanAfter).toBe(114)
    const doubling = [1, 1, 1, 1, 1, 2, 2, 2, 2, 2, 4, 4, 4, 4, 4]
    expect(indices(doubling, { minMagnitude: 0.99 })).toEqual([5, 10])
    // The first of two equal ones.
    expect(indices(doubling, { minMagnitude: 1 })).toEqual([10])
  })

  test('keep the numbers of a shorter part where Otava does not test them again, which is not the default', () => {
    const otava = cases.filter(
      ({ options, points }, at) =>
        options.retest === 'otava' && JSON.stringify(points) !== JSON.stringify(cases[at - 1]?.points),
    )
    expect(otava.length).toBeGreaterThan(3)
    for (const { series, options } of otava) {
      const { retest, ...rest } = options
      expect(find(series, rest)).toEqual(find(series, { ...rest, retest: 'neighbours' }))
      expect(find(series, rest)).not.toEqual(find(series, { ...rest, retest }))
    }
  })

  test('leave the series as it was, whatever array holds it', () => {
    const series = levels(3, [100, 105])
    const typed = Float64Array.from(series)
    expect(find(typed)).toEqual(find(Object.freeze(series)))
    expect([...typed]).toEqual(series)
  })

  test.each([
    ['windowLength', { windowLength: 1 }],
    ['windowLength', { windowLength: 2.5 }],
    ['windowLength', { windowLength: Infinity }],
    ['maxPValue', { maxPValue: 0 }],
    ['maxPValue', { maxPValue: 1 }],
    ['maxPValue', { maxPValue: NaN }],
    ['minMagnitude', { minMagnitude: -0.1 }],
    ['minMagnitude', { minMagnitude: Infinity }],
    ['minMagnitude', { minMagnitude: NaN }],
  ])('refuse %s of %j', (name, options) => {
    expect(() => find([1, 2, 3], options)).toThrow(`Expected ${name} to be a`)
  })

  test('refuse another rule and values that are not finite', () => {
    // @ts-expect-error a word that did not go through the checker
    expect(() => find([1, 2, 3], { retest: 'all' })).toThrow('Expected retest to be neighbours or otava, got all')
    expect(() => find([1, NaN])).toThrow('finite numbers')
  })
})
