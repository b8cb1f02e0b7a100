import { describe, expect, test } from 'vitest'
import { fromCumulative, histogramMean } from '../../src/series/index.ts'
import { relativeError } from '../relative-error.ts'
import { vectors } from './series-vectors.ts'

const two = fromCumulative([
  [1, 2],
  [3, 4],
  [Infinity, 4],
])

describe('the mean of a histogram', () => {
  test('is the sum over the count, inside what the buckets allow', () => {
    expect(histogramMean(two, 5)).toEqual({ kind: 'measured', value: { estimate: 1.25, lower: 0.5, upper: 2 } })
  })

  test('may lie at either end of that', () => {
    expect(histogramMean(two, 2).kind).toBe('measured')
    expect(histogramMean(two, 8).kind).toBe('measured')
    expect(histogramMean(two, 8.000_001).kind).toBe('measured')
    expect(histogramMean(two, 1.999_999).kind).toBe('measured')
  })

  test('of zeros is 0', () => {
    const zeros = fromCumulative([
      [0, 4],
      [Infinity, 4],
    ])
    expect(histogramMean(zeros, 0)).toEqual({ kind: 'measured', value: { estimate: 0, lower: -Infinity, upper: 0 } })
    expect(histogramMean(two, 0, { floor: -1 }).kind).toBe('measured')
    const first = fromCumulative([
      [1, 4],
      [Infinity, 4],
    ])
    expect(histogramMean(first, 0)).toMatchObject({ value: { estimate: 0, lower: 0, upper: 1 } })
  })

  test('is held to the same share whatever its size', () => {
    const small = fromCumulative([
      [1e-9, 4],
      [Infinity, 4],
    ])
    expect(histogramMean(small, 4.000_004e-9 * (1 - 1e-9)).kind).toBe('measured')
    expect(histogramMean(small, 4.000_008e-9)).toMatchObject({ reason: 'inconsistent' })
  })

  test('outside of it belongs to another window', () => {
    expect(histogramMean(two, 1)).toEqual({
      kind: 'missing',
      reason: 'inconsistent',
      detail: 'The mean 0.25 is not between 0.5 and 2',
    })
    expect(histogramMean(two, 8.1)).toMatchObject({ reason: 'inconsistent' })
    expect(histogramMean(two, 8.000_1)).toMatchObject({ reason: 'inconsistent' })
    expect(histogramMean(two, 1.999_9)).toMatchObject({ reason: 'inconsistent' })
  })

  test('of an open bucket has no upper bound, of an empty one no trace', () => {
    const open = fromCumulative([
      [1, 0],
      [Infinity, 4],
    ])
    expect(histogramMean(open, 400)).toMatchObject({ value: { estimate: 100, lower: 1, upper: Infinity } })
    expect(histogramMean(open, 3)).toMatchObject({ reason: 'inconsistent' })
  })

  test('takes observations to be above the floor', () => {
    expect(histogramMean(two, -1)).toMatchObject({ reason: 'inconsistent' })
    expect(histogramMean(two, -1, { floor: -9 })).toMatchObject({ value: { estimate: -0.25, lower: -4, upper: 2 } })
    expect(histogramMean(two, -1, { floor: 1 })).toMatchObject({ value: { lower: -Infinity } })
    expect(() => histogramMean(two, 1, { floor: NaN })).toThrow('Expected floor to be a number, got NaN')
  })

  test.each(vectors.classics)('of observations that add up to $sum', ({ cumulative, sum, mean }) => {
    const result = histogramMean(fromCumulative(cumulative), sum)
    if (result.kind === 'missing') throw new Error(result.detail)
    expect(relativeError(result.value.estimate, mean)).toBeLessThan(1e-13)
  })

  test('is missing where it is unknown', () => {
    const none = fromCumulative([
      [1, 0],
      [Infinity, 0],
    ])
    expect(histogramMean(none, 0)).toEqual({
      kind: 'missing',
      reason: 'no-data',
      detail: 'The histogram has no observations',
    })
    expect(histogramMean(two, NaN)).toEqual({
      kind: 'missing',
      reason: 'not-finite',
      detail: 'The sum is NaN of 4 observations',
    })
    for (const [count, total] of [
      [NaN, 1],
      [-1, 1],
      [1, Infinity],
    ] as const) {
      const histogram = { total, buckets: [{ upperBound: 1, count }] }
      expect(histogramMean(histogram, 1)).toMatchObject({ reason: 'not-finite' })
    }
  })
})
