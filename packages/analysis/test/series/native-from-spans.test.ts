import { describe, expect, test } from 'vitest'
import { bucketsOfSpans, nativeFromSpans, type SpannedBuckets, type SpannedHistogram } from '../../src/series/index.ts'
import { exponential, vectors } from './series-vectors.ts'

const deltas = (spans: SpannedBuckets['spans'], ...values: readonly number[]): SpannedBuckets => ({
  spans,
  counts: { kind: 'deltas', values },
})
const none = deltas([])
const plainHistogram: SpannedHistogram = {
  schema: 3,
  total: 12,
  sum: 5.5,
  zeroThreshold: 1e-9,
  zeroCount: 2,
  positive: deltas([{ offset: -20, length: 3 }], 2, 3, -2),
  negative: none,
  customValues: [],
}

describe('buckets of spans', () => {
  test.each([
    {
      spans: [
        [-2, 2],
        [2, 1],
        [1, 2],
      ],
      values: [3, 2, -4, 2, -1],
    },
    {
      spans: [
        [-2, 2],
        [2, 4],
      ],
      values: [3, 2, -4, -1, 3, -1],
    },
    { spans: [[-2, 8]], values: [3, 2, -5, 0, 1, -1, 3, -1] },
    {
      spans: [
        [-3, 0],
        [1, 2],
        [0, 0],
        [2, 1],
        [1, 1],
        [0, 1],
      ],
      values: [3, 2, -4, 2, -1],
    },
  ])('are the same in each way of writing them: $spans', ({ spans, values }) => {
    const written = spans.map(([offset, length]) => ({ offset: offset ?? NaN, length: length ?? NaN }))
    expect(bucketsOfSpans(deltas(written, ...values))).toEqual({
      kind: 'measured',
      value: [
        { index: -2, count: 3 },
        { index: -1, count: 5 },
        { index: 2, count: 1 },
        { index: 4, count: 3 },
        { index: 5, count: 2 },
      ],
    })
  })

  test('may have counts as they are', () => {
    const buckets = bucketsOfSpans({
      spans: [{ offset: 4, length: 3 }],
      counts: { kind: 'absolute', values: [0.5, 0, 2.25] },
    })
    expect(buckets).toEqual({
      kind: 'measured',
      value: [
        { index: 4, count: 0.5 },
        { index: 6, count: 2.25 },
      ],
    })
  })

  test.each([
    { buckets: deltas([{ offset: 0, length: 2 }], 1), detail: 'The spans have more buckets than the 1 counts' },
    { buckets: deltas([{ offset: 0, length: 1 }], 1, 1), detail: 'The spans have 1 buckets for 2 counts' },
    { buckets: deltas([], 1), detail: 'The spans have 0 buckets for 1 counts' },
    { buckets: deltas([{ offset: 0.5, length: 1 }], 1), detail: 'A span cannot have the offset 0.5 and the length 1' },
    { buckets: deltas([{ offset: 0, length: -1 }]), detail: 'A span cannot have the offset 0 and the length -1' },
    { buckets: deltas([{ offset: 0, length: 0.5 }], 1), detail: 'A span cannot have the offset 0 and the length 0.5' },
    {
      buckets: deltas(
        [
          { offset: 0, length: 1 },
          { offset: -1, length: 1 },
        ],
        1,
        1,
      ),
      detail: 'A span cannot have the offset -1 and the length 1',
    },
  ])('that are wrong are inconsistent: $detail', ({ buckets, detail }) => {
    expect(bucketsOfSpans(buckets)).toEqual({ kind: 'missing', reason: 'inconsistent', detail })
  })

  test('with a count that is none are missing', () => {
    expect(bucketsOfSpans(deltas([{ offset: 7, length: 2 }], 1, -2))).toEqual({
      kind: 'missing',
      reason: 'negative',
      detail: 'The bucket 8 counts -1',
    })
    expect(bucketsOfSpans(deltas([{ offset: 7, length: 1 }], NaN))).toMatchObject({ reason: 'not-finite' })
  })
})

describe('a native histogram from spans', () => {
  test.each(vectors.histograms)('of $name holds the counts of the observations', (vector) => {
    const { schema, total, sum, zeroThreshold, zeroCount, positiveSpans, negativeSpans } = vector
    const written = {
      schema,
      total,
      sum,
      zeroThreshold,
      zeroCount,
      positive: deltas(positiveSpans.spans, ...positiveSpans.deltas),
      negative: deltas(negativeSpans.spans, ...negativeSpans.deltas),
      customValues: [],
    }
    expect(nativeFromSpans(written)).toEqual({ kind: 'measured', value: exponential(vector) })
  })

  test('holds both signs, each in its own list', () => {
    const negative = deltas([{ offset: 2, length: 1 }], 1)
    expect(nativeFromSpans({ ...plainHistogram, total: 13, negative })).toMatchObject({
      value: { negative: [{ index: 2, count: 1 }], total: 13, sum: 5.5 },
    })
  })

  test('may be empty', () => {
    const empty = { ...plainHistogram, total: 0, sum: 0, zeroCount: 0, positive: none }
    expect(nativeFromSpans(empty)).toMatchObject({ value: { total: 0, positive: [], negative: [] } })
  })

  test('whose observations had a NaN among them has no sum', () => {
    expect(nativeFromSpans({ ...plainHistogram, sum: NaN })).toMatchObject({ value: { sum: null } })
  })

  test('may count observations that are in no bucket, and none twice', () => {
    expect(nativeFromSpans({ ...plainHistogram, total: 13 }).kind).toBe('measured')
    expect(nativeFromSpans({ ...plainHistogram, total: 11.999_99 }).kind).toBe('measured')
    expect(nativeFromSpans({ ...plainHistogram, total: 11 })).toEqual({
      kind: 'missing',
      reason: 'inconsistent',
      detail: 'The buckets hold 12 observations, the histogram 11',
    })
  })

  test.each([
    { change: { schema: 9 }, reason: 'inconsistent', detail: 'Expected a schema from -4 to 8 or -53, got 9' },
    { change: { schema: -5 }, reason: 'inconsistent', detail: 'Expected a schema from -4 to 8 or -53, got -5' },
    { change: { schema: 1.5 }, reason: 'inconsistent', detail: 'Expected a schema from -4 to 8 or -53, got 1.5' },
    { change: { zeroThreshold: -1 }, reason: 'inconsistent', detail: 'A zero threshold cannot be -1' },
    { change: { zeroThreshold: NaN }, reason: 'inconsistent', detail: 'A zero threshold cannot be NaN' },
    { change: { zeroThreshold: Infinity }, reason: 'inconsistent', detail: 'A zero threshold cannot be Infinity' },
    { change: { zeroCount: -1 }, reason: 'negative', detail: 'The zero bucket counts -1' },
    { change: { zeroCount: NaN }, reason: 'not-finite', detail: 'The zero bucket counts NaN' },
    { change: { total: -1 }, reason: 'negative', detail: 'The histogram counts -1' },
    { change: { total: Infinity }, reason: 'not-finite', detail: 'The histogram counts Infinity' },
    {
      change: { positive: deltas([], 1) },
      reason: 'inconsistent',
      detail: 'The spans have 0 buckets for 1 counts',
    },
    {
      change: { negative: deltas([], 1) },
      reason: 'inconsistent',
      detail: 'The spans have 0 buckets for 1 counts',
    },
  ])('with $change is missing', ({ change, reason, detail }) => {
    expect(nativeFromSpans({ ...plainHistogram, ...change })).toEqual({ kind: 'missing', reason, detail })
  })

  test.each([-4, 8])('may have schema %i', (schema) => {
    expect(nativeFromSpans({ ...plainHistogram, schema }).kind).toBe('measured')
  })

  describe('with custom bounds', () => {
    const custom: SpannedHistogram = {
      ...plainHistogram,
      schema: -53,
      total: 9,
      zeroCount: 0,
      positive: deltas(
        [
          { offset: 0, length: 1 },
          { offset: 1, length: 2 },
        ],
        2,
        1,
        1,
      ),
      customValues: [0, 0.5, 1],
    }

    test('is a classic one', () => {
      expect(nativeFromSpans(custom)).toEqual({
        kind: 'measured',
        value: {
          kind: 'custom',
          total: 9,
          sum: 5.5,
          buckets: [
            { upperBound: 0, count: 2 },
            { upperBound: 0.5, count: 0 },
            { upperBound: 1, count: 3 },
            { upperBound: Infinity, count: 4 },
          ],
        },
      })
    })

    test.each([
      { change: { zeroCount: 1, total: 10 }, detail: 'Custom buckets have neither negative buckets nor a zero bucket' },
      {
        change: { negative: deltas([{ offset: 0, length: 1 }], 1), total: 10 },
        detail: 'Custom buckets have neither negative buckets nor a zero bucket',
      },
      { change: { customValues: [0, 1] }, detail: 'There is no bucket 3 between 2 custom bounds' },
      {
        change: { positive: deltas([{ offset: -1, length: 1 }], 1) },
        detail: 'There is no bucket -1 between 3 custom bounds',
      },
      { change: { customValues: [0, 1, 1] }, detail: 'Custom bounds ascend and are finite, got 0 1 1' },
      { change: { customValues: [0, 1, Infinity] }, detail: 'Custom bounds ascend and are finite, got 0 1 Infinity' },
      { change: { customValues: [0, NaN, 1] }, detail: 'Custom bounds ascend and are finite, got 0 NaN 1' },
    ])('is inconsistent with $change', ({ change, detail }) => {
      expect(nativeFromSpans({ ...custom, ...change })).toEqual({ kind: 'missing', reason: 'inconsistent', detail })
    })
  })
})
