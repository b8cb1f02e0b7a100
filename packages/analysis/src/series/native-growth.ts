import type { ExponentialHistogram, Measured, NativeBucket, NativeHistogram } from '../evidence/index.ts'
import { reduceSchema } from './merge-native.ts'
import { missing } from './single-value.ts'
import { windowHistogram } from './window-histogram.ts'
import { commonZeroThreshold, widenZeroBucket } from './zero-bucket.ts'

/** What was observed between two readings of a native histogram. */
export interface NativeGrowth {
  readonly histogram: NativeHistogram
  /** The process started again in between: what it observed before that, since the first reading, is lost. */
  readonly isReset: boolean
}

/**
 * The observations between two readings of a native histogram. A process may make its buckets coarser or its zero bucket
 * wider at any time; the earlier reading is then brought to the same buckets. It started again where that cannot be done,
 * and where the total or any bucket fell (the sum may fall without that: observations can be negative); the later
 * reading is the growth then.
 *
 * @returns missing as `inconsistent` where a standard schema became custom bounds or the other way round, and for custom
 *   bounds as `windowHistogram`.
 * @see Prometheus, Native Histograms, section Counter reset considerations.
 * @example
 * ```ts
 * nativeGrowth(nativeFromIntervals({ count: 3, sum: 4, buckets: [[0, 1, 2, 3]] }).value, nativeFromIntervals({ count: 5, sum: 7, buckets: [[0, 1, 2, 5]] }).value).value.histogram.total // 2
 * ```
 */
export function nativeGrowth(start: NativeHistogram, end: NativeHistogram): Measured<NativeGrowth> {
  const sum = start.sum === null || end.sum === null ? null : end.sum - start.sum
  if (start.kind === 'custom' && end.kind === 'custom') {
    const window = windowHistogram(cumulative(start.buckets), cumulative(end.buckets))
    if (window.kind === 'missing') return window
    const { histogram, isReset } = window.value
    if (isReset || end.total < start.total) return { kind: 'measured', value: { histogram: end, isReset: true } }
    const total = end.total - start.total
    return {
      kind: 'measured',
      value: { histogram: { kind: 'custom', buckets: histogram.buckets, total, sum }, isReset },
    }
  }
  if (start.kind === 'custom' || end.kind === 'custom') {
    return missing('inconsistent', `The histogram changed from ${start.kind} to ${end.kind} buckets`)
  }
  const before = atBucketsOf(start, end)
  const positive = before === null ? null : difference(before.positive, end.positive)
  const negative = before === null ? null : difference(before.negative, end.negative)
  const isReset =
    before === null ||
    positive === null ||
    negative === null ||
    end.zeroCount < before.zeroCount ||
    end.total < before.total
  if (isReset) return { kind: 'measured', value: { histogram: end, isReset } }
  const zeroCount = end.zeroCount - before.zeroCount
  const total = end.total - before.total
  return {
    kind: 'measured',
    value: { histogram: { ...end, zeroCount, positive, negative, total, sum }, isReset },
  }
}

/** The earlier reading with the buckets of the later one, or `null` where only a process that started again has them. */
function atBucketsOf(start: ExponentialHistogram, end: ExponentialHistogram): ExponentialHistogram | null {
  if (end.schema > start.schema || end.zeroThreshold < start.zeroThreshold) return null
  const bare = { ...end, positive: [], negative: [] }
  if (commonZeroThreshold([start, bare]) !== end.zeroThreshold) return null
  return reduceSchema(widenZeroBucket(start, end.zeroThreshold), end.schema)
}

/** Growth of each populated bucket, or `null` where one fell. */
function difference(before: readonly NativeBucket[], after: readonly NativeBucket[]): readonly NativeBucket[] | null {
  const counts = new Map(after.map(({ index, count }) => [index, count]))
  for (const { index, count } of before) {
    const grown = (counts.get(index) ?? 0) - count
    if (grown < 0) return null
    counts.set(index, grown)
  }
  return [...counts].filter(([, count]) => count > 0).map(([index, count]) => ({ index, count }))
}

function cumulative(buckets: readonly { readonly upperBound: number; readonly count: number }[]) {
  let upTo = 0
  return buckets.map(({ upperBound, count }) => [upperBound, (upTo += count)] as const)
}
