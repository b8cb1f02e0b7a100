import { describe, expect, test } from 'vitest'
import type { ExponentialHistogram } from '../../src/evidence/index.ts'
import { nativeExceedance } from '../../src/series/index.ts'
import { exponential, vectors } from './series-vectors.ts'

const histogram: ExponentialHistogram = {
  kind: 'exponential',
  schema: 0,
  zeroThreshold: 0.5,
  zeroCount: 10,
  positive: [
    { index: 0, count: 5 },
    { index: 1, count: 4 },
    { index: 3, count: 3 },
  ],
  negative: [{ index: 2, count: 7 }],
  total: 30,
  sum: null,
}

describe('observations of a native histogram above a threshold', () => {
  test.each([
    { threshold: 2, snap: undefined, expected: { events: 3, threshold: 2, isExact: true } },
    { threshold: 1, snap: undefined, expected: { events: 7, threshold: 1, isExact: true } },
    { threshold: 1.4, snap: undefined, expected: { events: 7, threshold: 1, isExact: false } },
    { threshold: Math.SQRT2, snap: 'nearest', expected: { events: 3, threshold: 2, isExact: false } },
    { threshold: 1.4, snap: 'up', expected: { events: 3, threshold: 2, isExact: false } },
    { threshold: 1.9, snap: 'down', expected: { events: 7, threshold: 1, isExact: false } },
    { threshold: 2, snap: 'up', expected: { events: 3, threshold: 2, isExact: true } },
    { threshold: 2, snap: 'down', expected: { events: 3, threshold: 2, isExact: true } },
    { threshold: 100, snap: undefined, expected: { events: 0, threshold: 128, isExact: false } },
    { threshold: 0.5, snap: undefined, expected: { events: 12, threshold: 0.5, isExact: true } },
    { threshold: 0.25, snap: undefined, expected: { events: 12, threshold: 0.5, isExact: false } },
    { threshold: 0.1, snap: 'up', expected: { events: 12, threshold: 0.5, isExact: false } },
  ] as const)('at $threshold, $snap, are $expected', ({ threshold, snap, expected }) => {
    const options = snap === undefined ? {} : { snap }
    expect(nativeExceedance(histogram, threshold, options)).toEqual({
      kind: 'measured',
      value: { total: 29, ...expected },
    })
  })

  test('begin at the zero threshold inside a bucket', () => {
    const overlapping = { ...histogram, zeroThreshold: 0.75 }
    expect(nativeExceedance(overlapping, 0.75)).toMatchObject({ value: { events: 7, threshold: 1, isExact: false } })
    expect(nativeExceedance(overlapping, 0.75, { snap: 'down' })).toMatchObject({
      value: { events: 12, threshold: 0.75, isExact: true },
    })
    expect(nativeExceedance(overlapping, 0.8, { snap: 'down' })).toMatchObject({
      value: { events: 12, threshold: 0.75, isExact: false },
    })
    expect(nativeExceedance(overlapping, 0.7, { snap: 'down' })).toEqual({
      kind: 'missing',
      reason: 'inconsistent',
      detail: 'No bucket boundary lies down from 0.7',
    })
  })

  test.each(vectors.histograms)('of $name are as many as there are', (vector) => {
    for (const [edge, events] of vector.exceedances) {
      const counted = nativeExceedance(exponential(vector), edge)
      expect(counted).toMatchObject({ kind: 'measured', value: { events, total: vector.total, isExact: true } })
    }
  })

  test('of custom bounds are those of a classic histogram', () => {
    const custom = {
      kind: 'custom',
      total: 9,
      sum: null,
      buckets: [
        { upperBound: 1, count: 2 },
        { upperBound: 3, count: 4 },
        { upperBound: Infinity, count: 2 },
      ],
    } as const
    expect(nativeExceedance(custom, 2.5)).toEqual({
      kind: 'measured',
      value: { events: 2, total: 8, threshold: 3, isExact: false },
    })
    expect(nativeExceedance(custom, 2.5, { snap: 'down' })).toMatchObject({ value: { events: 6, threshold: 1 } })
  })

  test('are missing where nothing was observed', () => {
    const empty = { ...histogram, zeroCount: 0, positive: [], negative: [] }
    expect(nativeExceedance(empty, 1)).toEqual({
      kind: 'missing',
      reason: 'no-data',
      detail: 'The histogram has no observations',
    })
  })

  test.each([0, -1, NaN, Infinity])('above %d are refused', (threshold) => {
    expect(() => nativeExceedance(histogram, threshold)).toThrow(
      `Expected threshold to be a finite number above 0, got ${threshold}`,
    )
  })

  test('refuse an unknown direction', () => {
    const options: object = { snap: 'sideways' }
    expect(() => nativeExceedance(histogram, 1.5, options)).toThrow(
      'Expected snap to be nearest, down or up, got sideways',
    )
  })
})
