import { describe, expect, test } from 'vitest'
import type { CustomHistogram, ExponentialHistogram } from '../../src/evidence/index.ts'
import { mergeNative, nativeGrowth } from '../../src/series/index.ts'
import { exponential, vectors } from './series-vectors.ts'

const start: ExponentialHistogram = {
  kind: 'exponential',
  schema: 1,
  zeroThreshold: 0.25,
  zeroCount: 2,
  positive: [
    { index: 1, count: 4 },
    { index: 2, count: 3 },
  ],
  negative: [{ index: 3, count: 1 }],
  total: 10,
  sum: 8,
}
const later: ExponentialHistogram = {
  ...start,
  zeroCount: 3,
  positive: [
    { index: 1, count: 4 },
    { index: 2, count: 5 },
    { index: 7, count: 1 },
  ],
  negative: [{ index: 3, count: 2 }],
  total: 15,
  sum: 7,
}
const growth = {
  ...later,
  zeroCount: 1,
  positive: [
    { index: 2, count: 2 },
    { index: 7, count: 1 },
  ],
  negative: [{ index: 3, count: 1 }],
  total: 5,
  sum: -1,
}

describe('the growth of a native histogram', () => {
  test('is that of each bucket; a sum that fell is no restart', () => {
    expect(nativeGrowth(start, later)).toEqual({ kind: 'measured', value: { histogram: growth, isReset: false } })
  })

  test('without any is empty', () => {
    expect(nativeGrowth(start, start)).toMatchObject({
      value: { isReset: false, histogram: { positive: [], negative: [], zeroCount: 0, total: 0, sum: 0 } },
    })
  })

  test('has no sum where a reading has none', () => {
    expect(nativeGrowth({ ...start, sum: null }, later)).toMatchObject({ value: { histogram: { sum: null } } })
    expect(nativeGrowth(start, { ...later, sum: null })).toMatchObject({ value: { histogram: { sum: null } } })
  })

  test.each([
    { name: 'the total fell', end: { ...later, total: 9 } },
    {
      name: 'a positive bucket fell',
      end: {
        ...later,
        positive: [
          { index: 1, count: 3 },
          { index: 2, count: 5 },
        ],
      },
    },
    { name: 'a positive bucket is gone', end: { ...later, positive: [{ index: 2, count: 5 }] } },
    { name: 'a negative bucket fell', end: { ...later, negative: [] } },
    { name: 'the zero bucket fell', end: { ...later, zeroCount: 1 } },
    { name: 'the schema became finer', end: { ...later, schema: 2 } },
    { name: 'the zero bucket became narrower', end: { ...later, zeroThreshold: 0.125 } },
    { name: 'the zero bucket cuts a bucket', end: { ...later, zeroThreshold: 1.25 } },
  ])('after a restart is the later reading: $name', ({ end }) => {
    expect(nativeGrowth(start, end)).toEqual({ kind: 'measured', value: { histogram: end, isReset: true } })
  })

  test('follows a coarser schema', () => {
    const end = {
      ...later,
      schema: 0,
      positive: [
        { index: 1, count: 9 },
        { index: 4, count: 1 },
      ],
      negative: [{ index: 2, count: 2 }],
    }
    expect(nativeGrowth(start, end)).toMatchObject({
      value: {
        isReset: false,
        histogram: {
          schema: 0,
          positive: [
            { index: 1, count: 2 },
            { index: 4, count: 1 },
          ],
          negative: [{ index: 2, count: 1 }],
          total: 5,
        },
      },
    })
  })

  test('follows a wider zero bucket', () => {
    const end = {
      ...later,
      zeroThreshold: 2,
      zeroCount: 13,
      positive: [{ index: 7, count: 1 }],
      negative: [{ index: 3, count: 1 }],
    }
    expect(nativeGrowth(start, end)).toMatchObject({
      value: {
        isReset: false,
        histogram: { zeroThreshold: 2, zeroCount: 4, positive: [{ index: 7, count: 1 }], negative: [], total: 5 },
      },
    })
  })

  test.each(vectors.merges)('from a part to the whole of schema $merged.schema is the rest', ({ parts, merged }) => {
    const [first, ...rest] = parts.map(exponential)
    if (first === undefined) throw new Error('a merge has parts')
    const grown = nativeGrowth(first, exponential(merged))
    const others = mergeNative([...rest, { ...first, zeroCount: 0, positive: [], negative: [], total: 0, sum: 0 }])
    if (grown.kind === 'missing' || others.kind === 'missing') throw new Error('standard schemas always compare')
    expect(grown.value.isReset).toBe(false)
    expect({ ...grown.value.histogram, sum: 0 }).toEqual({ ...others.value, sum: 0 })
  })

  describe('with custom bounds', () => {
    const custom = (...buckets: readonly (readonly [number, number])[]): CustomHistogram => ({
      kind: 'custom',
      buckets: buckets.map(([upperBound, count]) => ({ upperBound, count })),
      total: buckets.reduce((sum, [, count]) => sum + count, 0),
      sum: 4,
    })
    const before = custom([1, 2], [3, 4], [Infinity, 1])

    test('is that of each bucket', () => {
      expect(nativeGrowth(before, custom([1, 2], [3, 9], [Infinity, 3]))).toEqual({
        kind: 'measured',
        value: { histogram: { ...custom([1, 0], [3, 5], [Infinity, 2]), sum: 0 }, isReset: false },
      })
    })

    test('without any is empty', () => {
      expect(nativeGrowth(before, before)).toMatchObject({ value: { isReset: false, histogram: { total: 0 } } })
    })

    test('after a restart is the later reading', () => {
      const after = custom([1, 1], [3, 9], [Infinity, 3])
      expect(nativeGrowth(before, after)).toEqual({ kind: 'measured', value: { histogram: after, isReset: true } })
      const fewer = { ...custom([1, 2], [3, 4], [Infinity, 1]), total: 6 }
      expect(nativeGrowth(before, fewer)).toMatchObject({ value: { isReset: true } })
    })

    test('is missing where they changed, or the kind did', () => {
      expect(nativeGrowth(before, custom([1, 2], [Infinity, 9]))).toMatchObject({ reason: 'inconsistent' })
      expect(nativeGrowth(before, later)).toEqual({
        kind: 'missing',
        reason: 'inconsistent',
        detail: 'The histogram changed from custom to exponential buckets',
      })
      expect(nativeGrowth(start, before)).toMatchObject({
        detail: 'The histogram changed from exponential to custom buckets',
      })
    })
  })
})
