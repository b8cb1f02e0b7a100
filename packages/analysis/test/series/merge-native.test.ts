import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { CustomHistogram, ExponentialHistogram } from '../../src/evidence/index.ts'
import { mergeNative, reduceSchema } from '../../src/series/index.ts'
import { relativeError } from '../relative-error.ts'
import { exponential, vectors } from './series-vectors.ts'

const histogram: ExponentialHistogram = {
  kind: 'exponential',
  schema: 1,
  zeroThreshold: 0.5,
  zeroCount: 10,
  positive: [
    { index: -1, count: 5 },
    { index: 1, count: 4 },
    { index: 2, count: 3 },
  ],
  negative: [
    { index: 3, count: 7 },
    { index: 4, count: 1 },
  ],
  total: 30,
  sum: 8,
}

const custom = (...buckets: readonly (readonly [number, number])[]): CustomHistogram => ({
  kind: 'custom',
  buckets: buckets.map(([upperBound, count]) => ({ upperBound, count })),
  total: buckets.reduce((sum, [, count]) => sum + count, 0),
  sum: 1,
})

describe('a coarser schema', () => {
  test('puts neighbouring buckets together, of both signs', () => {
    expect(reduceSchema(histogram, 0)).toEqual({
      ...histogram,
      schema: 0,
      positive: [
        { index: 0, count: 5 },
        { index: 1, count: 7 },
      ],
      negative: [{ index: 2, count: 8 }],
    })
  })

  test('that is the histogram’s own changes nothing', () => {
    expect(reduceSchema(histogram, 1)).toEqual(histogram)
  })

  test('can be reached in one step or in several', () => {
    expect(reduceSchema(reduceSchema(histogram, -1), -3)).toEqual(reduceSchema(histogram, -3))
  })

  test('is never a finer one', () => {
    expect(() => reduceSchema(histogram, 2)).toThrow("Expected schema to be at most the histogram's own 1, got 2")
    expect(() => reduceSchema(histogram, -5)).toThrow('Expected schema to be a whole number from -4 to 8, got -5')
  })
})

describe('merged native histograms', () => {
  test.each(vectors.merges)('of schema $merged.schema are the histogram of all observations', ({ parts, merged }) => {
    const result = mergeNative(parts.map(exponential))
    if (result.kind === 'missing') throw new Error(result.detail)
    const expected = exponential(merged)
    expect({ ...result.value, sum: 0 }).toEqual({ ...expected, sum: 0 })
    expect(relativeError(result.value.sum ?? NaN, merged.sum)).toBeLessThan(1e-12)
  })

  test('take buckets into the widest zero bucket', () => {
    const narrow = {
      ...histogram,
      schema: 0,
      zeroThreshold: 0,
      positive: [
        { index: -3, count: 2 },
        { index: -1, count: 6 },
      ],
      negative: [],
    }
    const wide = { ...histogram, schema: 0, positive: [], negative: [] }
    expect(mergeNative([narrow, wide])).toMatchObject({
      value: { zeroThreshold: 0.5, zeroCount: 28, positive: [], total: 60, sum: 16 },
    })
  })

  test('widen the zero bucket to the end of a bucket that it would cut, as often as needed', () => {
    const one: ExponentialHistogram = { ...histogram, schema: 0, zeroThreshold: 0.75, positive: [], negative: [] }
    // 0.75 cuts (0.25, 1] of the second, 1 cuts (2^-4, 16] of the third's negative buckets.
    const other = { ...one, schema: -1, zeroThreshold: 0, positive: [{ index: 0, count: 2 }] }
    const third = { ...one, schema: -2, zeroThreshold: 0, negative: [{ index: 1, count: 1 }], positive: [] }
    expect(mergeNative([one, other])).toMatchObject({ value: { zeroThreshold: 1, zeroCount: 22, positive: [] } })
    expect(mergeNative([one, other, third])).toMatchObject({ value: { zeroThreshold: 1, schema: -2, zeroCount: 32 } })
    const cut = {
      ...third,
      negative: [
        { index: 0, count: 4 },
        { index: 1, count: 1 },
      ],
    }
    expect(mergeNative([one, cut])).toMatchObject({
      value: { zeroThreshold: 1, zeroCount: 24, negative: [{ index: 1, count: 1 }] },
    })
  })

  test('keep a zero bucket that reaches into a bucket of its own histogram', () => {
    const overlapping: ExponentialHistogram = {
      ...histogram,
      schema: 0,
      zeroThreshold: 0.75,
      positive: [{ index: 0, count: 2 }],
      negative: [],
    }
    expect(mergeNative([overlapping, overlapping])).toMatchObject({
      value: { zeroThreshold: 0.75, zeroCount: 20, positive: [{ index: 0, count: 4 }] },
    })
  })

  test('have no sum where one has none', () => {
    expect(mergeNative([histogram, { ...histogram, sum: null }])).toMatchObject({ value: { sum: null } })
    expect(mergeNative([{ ...histogram, sum: null }, histogram])).toMatchObject({ value: { sum: null } })
  })

  test('of custom bounds add up on all bounds', () => {
    expect(mergeNative([custom([1, 2], [4, 3], [Infinity, 0]), custom([1, 1], [4, 1], [9, 5], [Infinity, 2])])).toEqual(
      {
        kind: 'measured',
        value: { ...custom([1, 3], [4, 4], [9, 5], [Infinity, 2]), sum: 2 },
      },
    )
  })

  test('of custom bounds that cut a populated bucket are inconsistent', () => {
    const expected = {
      kind: 'missing',
      reason: 'inconsistent',
      detail: 'The custom bounds of the histograms do not fit each other',
    }
    const [one, other] = [custom([1, 2], [4, 3], [Infinity, 0]), custom([1, 2], [2, 0], [Infinity, 0])]
    expect(mergeNative([one, other])).toEqual(expected)
    expect(mergeNative([other, one])).toEqual(expected)
    expect(mergeNative([custom([1, 2], [Infinity, 1]), custom([2, 0], [Infinity, 0])])).toEqual(expected)
    expect(mergeNative([custom([0.5, 0], [Infinity, 0]), custom([1, 2], [Infinity, 0])])).toEqual(expected)
  })

  test('of both kinds, and of none, are missing', () => {
    expect(mergeNative([histogram, custom([Infinity, 1])])).toEqual({
      kind: 'missing',
      reason: 'inconsistent',
      detail: 'Histograms of a standard schema and of custom bounds do not add up',
    })
    expect(mergeNative([])).toEqual({
      kind: 'missing',
      reason: 'no-data',
      detail: 'There is no histogram to merge',
    })
  })

  test('lose no observation, whatever the order', () => {
    const one = fc.record({
      kind: fc.constant('exponential' as const),
      schema: fc.integer({ min: -4, max: 8 }),
      zeroThreshold: fc.constantFrom(0, 0.1, 0.5, 1, 3),
      zeroCount: fc.nat(9),
      positive: fc.uniqueArray(
        fc.record({ index: fc.integer({ min: -20, max: 20 }), count: fc.integer({ min: 1, max: 9 }) }),
        {
          selector: ({ index }) => index,
        },
      ),
      negative: fc.constant([]),
      sum: fc.constant(1),
    })
    fc.assert(
      fc.property(fc.array(one, { minLength: 1, maxLength: 4 }), (bare) => {
        const all = bare.map((histogram) => ({
          ...histogram,
          positive: histogram.positive.toSorted((a, b) => a.index - b.index),
          total: histogram.positive.reduce((sum, { count }) => sum + count, histogram.zeroCount),
        }))
        const merged = mergeNative(all)
        if (merged.kind === 'missing' || merged.value.kind === 'custom')
          throw new Error('standard schemas always merge')
        const { zeroCount, positive, total } = merged.value
        expect(positive.reduce((sum, { count }) => sum + count, zeroCount)).toBe(total)
        expect(positive).toEqual(positive.toSorted((a, b) => a.index - b.index))
        expect(mergeNative(all.toReversed())).toEqual(merged)
      }),
    )
  })
})
