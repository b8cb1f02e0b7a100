import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { medianOutliers, tukeyOutliers } from '../../src/series/index.ts'
import { relativeError } from '../relative-error.ts'
import { vectors } from './series-vectors.ts'

describe.each([
  { name: 'the median fence', find: medianOutliers, vector: 'median' },
  { name: 'Tukey’s fence', find: tukeyOutliers, vector: 'tukey' },
] as const)('$name', ({ find, vector }) => {
  test.each(vectors.outliers)('around $values.length values removes what Python removes', (one) => {
    const [[lower, upper], removed] = one[vector]
    const found = find(one.values)
    expect(found.removed).toEqual(removed)
    expect([...found.kept, ...found.removed].sort((a, b) => a - b)).toEqual(one.values.map((_, index) => index))
    expect(relativeError(found.lower ?? NaN, lower)).toBeLessThan(1e-12)
    expect(relativeError(found.upper ?? NaN, upper)).toBeLessThan(1e-12)
    expect(found.removedShare).toBe(removed.length / one.values.length)
    expect(found.isExcessive).toBe(removed.length / one.values.length > 0.05)
    expect(found.reason).toBeNull()
  })

  test('removes nothing where there is no spread, and says so', () => {
    expect(find([5, 5, 5, 5, 5, 5, 90])).toEqual({
      kept: [0, 1, 2, 3, 4, 5, 6],
      removed: [],
      lower: null,
      upper: null,
      removedShare: 0,
      isExcessive: false,
      reason: 'no-spread',
    })
  })

  test('around nothing removes nothing', () => {
    expect(find([])).toEqual({
      kept: [],
      removed: [],
      lower: null,
      upper: null,
      removedShare: 0,
      isExcessive: false,
      reason: 'empty',
    })
  })

  test('takes typed arrays, and leaves them as they are', () => {
    const values = Float64Array.of(9, 1, 8, 2, 7, 3, 400)
    expect(find(values).removed).toEqual([6])
    expect(values).toEqual(Float64Array.of(9, 1, 8, 2, 7, 3, 400))
  })

  test('is excessive above the limit, not at it', () => {
    const values = [9, 1, 8, 2, 7, 3, 8, 2, 7, 400]
    expect(find(values, { limit: 0.1 })).toMatchObject({ removedShare: 0.1, isExcessive: false })
    expect(find(values, { limit: 0.099 }).isExcessive).toBe(true)
    expect(find(values, { limit: 1 }).isExcessive).toBe(false)
    expect(find(values, { limit: 0 }).isExcessive).toBe(true)
  })

  test.each([0, -1, NaN, Infinity])('cannot be %d wide', (width) => {
    expect(() => find([1, 2], { width })).toThrow(`Expected width to be a number above 0, got ${width}`)
  })

  test.each([-0.1, 1.1, NaN])('cannot have the limit %d', (limit) => {
    expect(() => find([1, 2], { limit })).toThrow(`Expected limit to be from 0 to 1, got ${limit}`)
  })

  test.each([NaN, Infinity])('refuses the value %d', (value) => {
    expect(() => find([1, value, 2])).toThrow('finite numbers')
  })

  test('removes the same places after a shift, a scale and a mirror, and moves with a permutation', () => {
    const values = fc.array(fc.integer({ min: -50, max: 50 }), { minLength: 3, maxLength: 40 })
    fc.assert(
      fc.property(values, fc.integer({ min: -9, max: 9 }), fc.constantFrom(0.5, 2, -1, -4), (all, shift, scale) => {
        // Ends of fences are rounded: values that lie on one may fall to either side of it.
        const found = find(all, { width: 1.01 })
        const moved = find(
          all.map((value) => value * scale),
          { width: 1.01 },
        )
        const beside = find(
          all.map((value) => value + 64 * shift),
          { width: 1.01 },
        )
        expect(moved.removed).toEqual(found.removed)
        expect(beside.removed).toEqual(found.removed)
        const reversed = find(all.toReversed(), { width: 1.01 })
        expect(reversed.removed).toEqual(found.removed.map((index) => all.length - 1 - index).reverse())
      }),
    )
  })

  test('removes no more when it is wider', () => {
    const values = fc.array(fc.integer({ min: -50, max: 50 }), { maxLength: 40 })
    const width = fc.double({ min: 0.1, max: 5, noNaN: true })
    fc.assert(
      fc.property(values, width, width, (all, one, other) => {
        const [narrow, wide] = [Math.min(one, other), Math.max(one, other)].map((each) => find(all, { width: each }))
        expect(narrow?.removed).toEqual(expect.arrayContaining([...(wide?.removed ?? [NaN])]))
      }),
    )
  })
})

test('the median fence is 3 · 1.4826 · MAD wide, its ends kept', () => {
  const { lower, upper } = medianOutliers([1, 2, 3, 4, 5])
  expect(lower).toBeCloseTo(3 - 4.4478, 12)
  expect(upper).toBeCloseTo(3 + 4.4478, 12)
})

test('Tukey’s fence is 1.5 distances of the quartiles wide, its ends kept', () => {
  expect(tukeyOutliers([1, 2, 3, 4, 5])).toMatchObject({ lower: -1, upper: 7 })
  expect(tukeyOutliers([-1, 2, 2, 3, 3, 3, 4, 4, 7]).removed).toEqual([])
  expect(tukeyOutliers([-1.1, 2, 2, 3, 3, 3, 4, 4, 7.1]).removed).toEqual([0, 8])
  expect(tukeyOutliers([1, 2, 3, 4, 5, 3, 3, 3, 7], { width: 3 }).removed).toEqual([])
  expect(tukeyOutliers([1, 2, 3, 4, 5, 3, 3, 3, 7], { width: 2.9 }).removed).toEqual([8])
})
