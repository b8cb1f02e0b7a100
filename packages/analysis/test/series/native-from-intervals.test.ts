import { describe, expect, test } from 'vitest'
import { nativeFromIntervals, nativeIntervals, type IntervalBucket } from '../../src/series/index.ts'
import { plain } from './series-of.ts'
import { exponential, vectors } from './series-vectors.ts'

const read = (...buckets: readonly IntervalBucket[]) =>
  nativeFromIntervals({ count: buckets.reduce((sum, bucket) => sum + bucket[3], 0), sum: 1, buckets })

describe('a native histogram from the HTTP API', () => {
  test.each(vectors.histograms)('of $name has the schema that its bounds are of', (vector) => {
    const { total: count, sum, intervals } = vector
    const read = nativeFromIntervals({ count, sum, buckets: intervals })
    // Without a populated zero bucket nothing says how wide it is.
    const zeroThreshold = vector.zeroCount > 0 ? vector.zeroThreshold : 0
    // Powers of two alone lie on the bounds of finer schemas only where their buckets touch: the intervals decide.
    expect(read).toEqual({ kind: 'measured', value: { ...exponential(vector), zeroThreshold } })
  })

  test.each(vectors.histograms)('of $name gives back its intervals', ({ total: count, sum, intervals }) => {
    const read = nativeFromIntervals({ count, sum, buckets: intervals })
    if (read.kind === 'missing') throw new Error(read.detail)
    const back = nativeIntervals(read.value)
    expect(back.map((one) => one.count)).toEqual(intervals.map((one) => one[3]))
    for (const [index, { lower, upper }] of back.entries()) {
      expect(lower).toBeCloseTo(intervals[index]?.[1] ?? NaN, 10)
      expect(upper).toBeCloseTo(intervals[index]?.[2] ?? NaN, 10)
    }
  })

  test('without buckets is empty, and may have observations that were NaN', () => {
    const empty = { kind: 'exponential', schema: 8, zeroThreshold: 0, zeroCount: 0, positive: [], negative: [] }
    expect(nativeFromIntervals({ count: 0, sum: 0 })).toEqual({
      kind: 'measured',
      value: { ...empty, total: 0, sum: 0 },
    })
    expect(nativeFromIntervals({ count: 3, sum: NaN })).toEqual({
      kind: 'measured',
      value: { ...empty, total: 3, sum: null },
    })
  })

  test('has its coarsest bucket’s schema where the zero bucket hides the end of another', () => {
    // (0.75, 1] is (0.5, 1] with the part below the threshold cut off.
    expect(plain(read([3, -0.75, 0.75, 2], [0, 0.75, 1, 1], [0, 2, 4, 1]))).toMatchObject({
      schema: 0,
      zeroThreshold: 0.75,
      zeroCount: 2,
      positive: [
        { index: 0, count: 1 },
        { index: 2, count: 1 },
      ],
    })
  })

  test('has a bucket up to the largest number and one beyond it', () => {
    const top = Number.MAX_VALUE
    expect(plain(read([0, 2 ** 1023, top, 2], [0, top, Infinity, 1]))).toMatchObject({
      schema: 0,
      positive: [
        { index: 1024, count: 2 },
        { index: 1025, count: 1 },
      ],
    })
    expect(plain(read([1, -Infinity, -top, 1]))).toMatchObject({ schema: 8, negative: [{ index: 262_145, count: 1 }] })
  })

  test('may have the coarsest schema', () => {
    expect(plain(read([0, 1, 65_536, 3]))).toMatchObject({ schema: -4, positive: [{ index: 1, count: 3 }] })
  })

  test('takes bounds that are off for other bounds, however small they are', () => {
    const small = 2 ** -20
    expect(plain(read([0, small, 2 * small, 3]))).toMatchObject({ kind: 'exponential', schema: 0 })
    expect(plain(read([0, small, 2 * small * (1 + 1e-5), 3]))).toMatchObject({ kind: 'custom' })
    expect(plain(read([0, small * (1 - 1e-5), 2 * small, 3]))).toMatchObject({ kind: 'custom' })
  })

  test('has one schema on both sides of 0', () => {
    expect(read([1, -2, -1, 3], [0, 4, 16, 3])).toMatchObject({ kind: 'missing', reason: 'inconsistent' })
    expect(read([1, -16, -4, 3], [0, 1, 2, 3])).toMatchObject({ kind: 'missing', reason: 'inconsistent' })
  })

  test('leaves out empty buckets', () => {
    expect(plain(read([0, 1, 2, 0], [0, 2, 4, 5]))).toMatchObject({ positive: [{ index: 2, count: 5 }] })
  })

  test.each([
    { name: 'bounds of no schema', buckets: [[0, 0.1, 0.25, 4]], bounds: [0.1, 0.25, Infinity], counts: [0, 4, 0] },
    {
      name: 'bounds of different schemas',
      buckets: [
        [0, 1, 2, 3],
        [0, 2, 8, 4],
      ],
      bounds: [1, 2, 8, Infinity],
      counts: [0, 3, 4, 0],
    },
    {
      name: 'bounds of one schema, and wider ones',
      buckets: [
        [0, 1, 2, 3],
        [0, 4, 16, 4],
      ],
      bounds: [1, 2, 4, 16, Infinity],
      counts: [0, 3, 0, 4, 0],
    },
    {
      name: 'a first bucket from −∞ on',
      buckets: [
        [3, -Infinity, -1, 4],
        [0, -1, 2, 1],
      ],
      bounds: [-1, 2, Infinity],
      counts: [4, 1, 0],
    },
    {
      name: 'an open bucket',
      buckets: [
        [0, 1, 2, 3],
        [0, 5, Infinity, 4],
      ],
      bounds: [1, 2, 5, Infinity],
      counts: [0, 3, 0, 4],
    },
    { name: 'a bucket around 0', buckets: [[0, -1, 1, 3]], bounds: [-1, 1, Infinity], counts: [0, 3, 0] },
  ] as const)('with $name has custom buckets', ({ buckets, bounds, counts }) => {
    expect(plain(read(...buckets))).toMatchObject({
      kind: 'custom',
      buckets: bounds.map((upperBound, index) => ({ upperBound, count: counts[index] })),
    })
  })

  test.each([
    { name: 'both ends open', buckets: [[2, 1, 2, 3]] },
    { name: 'a closed bucket beside 0', buckets: [[3, 1, 2, 3]] },
    {
      name: 'two zero buckets',
      buckets: [
        [3, 0, 0, 3],
        [3, 0, 0, 3],
      ],
    },
    { name: 'the lower end of a positive bucket', buckets: [[1, 1, 2, 3]] },
    { name: 'an open bucket from −∞ on', buckets: [[0, -Infinity, 2, 3]] },
    { name: 'a bucket of no width', buckets: [[0, 3, 3, 3]] },
    {
      name: 'a zero bucket beside bounds of no schema',
      buckets: [
        [3, -0.1, 0.1, 3],
        [0, 0.3, 0.7, 3],
      ],
    },
  ] as const)('with $name is none', ({ buckets }) => {
    expect(read(...buckets)).toEqual({
      kind: 'missing',
      reason: 'inconsistent',
      detail: 'The buckets belong neither to a standard schema nor to custom bounds',
    })
  })

  test.each([
    { name: 'an unknown rule', buckets: [[4, 1, 2, 3]], detail: 'Expected a boundary rule from 0 to 3, got 4' },
    {
      name: 'a fraction of a rule',
      buckets: [[0.5, 1, 2, 3]],
      detail: 'Expected a boundary rule from 0 to 3, got 0.5',
    },
    {
      name: 'buckets that overlap',
      buckets: [
        [0, 1, 4, 3],
        [0, 2, 8, 3],
      ],
      detail: 'A bucket from 2 to 8 follows one that ends at 4',
    },
    {
      name: 'a bucket upside down',
      buckets: [[0, 2, 1, 3]],
      detail: 'A bucket from 2 to 1 follows one that ends at -Infinity',
    },
    {
      name: 'a bound that is NaN',
      buckets: [[0, NaN, 1, 3]],
      detail: 'A bucket from NaN to 1 follows one that ends at -Infinity',
    },
    {
      name: 'an end that is NaN',
      buckets: [[0, 1, NaN, 3]],
      detail: 'A bucket from 1 to NaN follows one that ends at -Infinity',
    },
  ] as const)('with $name is inconsistent', ({ buckets, detail }) => {
    expect(read(...buckets)).toEqual({ kind: 'missing', reason: 'inconsistent', detail })
  })

  test('with counts that are none is missing', () => {
    expect(nativeFromIntervals({ count: NaN, sum: 1 })).toEqual({
      kind: 'missing',
      reason: 'not-finite',
      detail: 'The histogram counts NaN',
    })
    expect(nativeFromIntervals({ count: 5, sum: 1, buckets: [[0, 1, 2, -3]] })).toEqual({
      kind: 'missing',
      reason: 'negative',
      detail: 'The bucket from 1 to 2 counts -3',
    })
  })

  test('with more in its buckets than in all is inconsistent, rounding apart', () => {
    expect(nativeFromIntervals({ count: 2.999_999, sum: 1, buckets: [[0, 1, 2, 3]] }).kind).toBe('measured')
    expect(nativeFromIntervals({ count: 2.9, sum: 1, buckets: [[0, 1, 2, 3]] })).toEqual({
      kind: 'missing',
      reason: 'inconsistent',
      detail: 'The buckets hold 3 observations, the histogram 2.9',
    })
  })
})
