import { describe, expect, test } from 'vitest'
import { cleanValues } from '../../../src/judges/kayenta/clean-values.ts'

const keep = { nanStrategy: 'remove', outlierFactor: null } as const
const removeOutliers = { nanStrategy: 'remove', outlierFactor: 3 } as const
const around = (count: number): number[] => Array.from({ length: count }, (_, index) => 100 + Math.sin(index))
const clean = (values: readonly number[], how: Parameters<typeof cleanValues>[1]): readonly number[] => [
  ...cleanValues(Float64Array.from(values), how).values,
]

describe('cleaning', () => {
  test('drops missing points and keeps the order', () => {
    expect(clean([3, NaN, 1, NaN, 2], keep)).toEqual([3, 1, 2])
  })

  test('makes 0 of missing points where they are replaced', () => {
    expect(clean([3, NaN, 1], { ...keep, nanStrategy: 'replace' })).toEqual([3, 0, 1])
  })

  test('keeps infinite values, also where outliers go', () => {
    expect(clean([...around(30), Infinity], removeOutliers)).toContain(Infinity)
  })

  test.each([20, 100, 1000])('removes one extreme of %d values', (count) => {
    expect(clean([...around(count - 1), 1e6], removeOutliers)).not.toContain(1e6)
  })

  // The 99th percentile reaches the second largest value up to here.
  test.each([
    [20, 2],
    [101, 2],
    [150, 0],
    [1000, 0],
  ])('of two equal extremes among %d values keeps %d', (count, kept) => {
    const left = clean([...around(count - 2), 1e6, 1e6], removeOutliers)
    expect(left.filter((value) => value === 1e6)).toHaveLength(kept)
  })

  test('does not change what it was given, and sorts the same values', () => {
    const given = Float64Array.of(3, NaN, 1, 1e9, 2, 2, 2, 1, 3)
    const before = given.slice()
    const { values, sorted } = cleanValues(given, removeOutliers)
    expect(given).toEqual(before)
    expect(sorted).toEqual(values.toSorted())
  })
})
