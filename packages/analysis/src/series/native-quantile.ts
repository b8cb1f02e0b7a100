import type { NativeHistogram } from '../evidence/index.ts'
import type { HistogramQuantile } from './histogram-quantile.ts'
import { nativeIntervals, type NativeInterval } from './native-intervals.ts'

/**
 * The quantile of a native histogram, interpolated as Prometheus does from version 3 on: between the bounds of the bucket
 * on a logarithmic scale for the standard schemas, linearly in the zero bucket and for custom bounds, which follow the
 * rules of `histogramQuantile` at both ends. The zero bucket is taken to be of one sign where all other buckets are.
 *
 * The bounds are the edges of the bucket that holds order statistic ⌈q·n⌉, at most a factor `bucketFactor(schema)` apart
 * outside the zero bucket. Where q·n is whole, the quantile lies between two observations, and Prometheus (for q ≥ 0.5)
 * answers with the lower edge of the second one's bucket: the bounds then reach up to it.
 *
 * @param quantile - between 0 and 1; as in Prometheus, below 0 gives −∞ and above 1 gives ∞.
 * @returns estimate `null` with bounds (−∞, ∞) for an empty histogram, counts that are not sound and a quantile that is
 *   NaN. Where observations were NaN they count as above all others: a rank among them gives the end of the highest
 *   bucket, with no upper bound.
 * @see Prometheus, Native Histograms, section Interpolation within a bucket; `promql/quantile.go`.
 * @example
 * ```ts
 * nativeQuantile(nativeFromIntervals({ count: 2, sum: 6, buckets: [[0, 2, 4, 2]] }).value, 0.5).estimate // 2.8284271247461903
 * nativeQuantile(nativeFromIntervals({ count: 2, sum: 6, buckets: [[0, 2, 4, 2]] }).value, 0.5).upper // 4
 * ```
 */
export function nativeQuantile(histogram: NativeHistogram, quantile: number): HistogramQuantile {
  const unknown = { estimate: null, lower: Number.NEGATIVE_INFINITY, upper: Number.POSITIVE_INFINITY }
  const { kind, total, sum } = histogram
  const intervals = withSignOfOthers(histogram)
  const isSound = intervals.every(({ count }) => Number.isFinite(count) && count > 0)
  if (Number.isNaN(quantile) || !(isSound && total > 0 && Number.isFinite(total))) return unknown
  const held = placeOf(intervals, quantile * total)
  if (held === null) return unknown
  if (quantile < 0) return { ...unknown, estimate: Number.NEGATIVE_INFINITY }
  if (quantile > 1) return { ...unknown, estimate: Number.POSITIVE_INFINITY }
  const place = sum !== null && quantile >= 0.5 ? placeFromAbove(intervals, (1 - quantile) * total) : held
  const estimate = interpolated(kind, place ?? held)
  const { lower, upper } = held.interval
  if (held.fraction === null && sum === null) return { estimate, lower, upper: Number.POSITIVE_INFINITY }
  return { estimate, lower: Math.min(lower, estimate), upper: Math.max(upper, estimate) }
}

/** Where a rank lies: the bucket, and how far inside it from its lower bound; `null` above all that buckets hold. */
interface Place {
  readonly interval: NativeInterval
  readonly fraction: number | null
}

function placeOf(intervals: readonly NativeInterval[], rank: number): Place | null {
  let below = 0
  let place: Place | null = null
  for (const interval of intervals) {
    if (below + interval.count >= rank) return { interval, fraction: (rank - below) / interval.count }
    below += interval.count
    place = { interval, fraction: null }
  }
  return place
}

function placeFromAbove(intervals: readonly NativeInterval[], rank: number): Place | null {
  let above = 0
  for (const interval of intervals.toReversed()) {
    above += interval.count
    if (above >= rank) return { interval, fraction: (above - rank) / interval.count }
  }
  return null
}

function interpolated(kind: NativeHistogram['kind'], { interval, fraction }: Place): number {
  const { lower, upper } = interval
  if (kind === 'custom' && upper === Number.POSITIVE_INFINITY) return lower
  if (lower === Number.NEGATIVE_INFINITY || fraction === null) return upper
  if (kind === 'custom' || (lower <= 0 && upper >= 0)) return lower + (upper - lower) * fraction
  if (upper === Number.POSITIVE_INFINITY) return upper
  // The same distance from both bounds in factors; the last digit must not leave the bucket.
  const size = 2 ** (Math.log2(Math.abs(lower)) * (1 - fraction) + Math.log2(Math.abs(upper)) * fraction)
  return Math.min(upper, Math.max(lower, lower > 0 ? size : -size))
}

/** The zero bucket, or the first one of custom bounds, ends at 0 where nothing says that it reaches beyond. */
function withSignOfOthers(histogram: NativeHistogram): readonly NativeInterval[] {
  const intervals = nativeIntervals(histogram)
  if (histogram.kind === 'custom') {
    return intervals.map((interval) =>
      interval.lower === Number.NEGATIVE_INFINITY && interval.upper > 0 ? { ...interval, lower: 0 } : interval,
    )
  }
  const [above, below] = [histogram.positive.length > 0, histogram.negative.length > 0]
  return intervals.map(({ lower, upper, count }) => {
    const isZero = lower <= 0 && upper >= 0
    return { lower: isZero && above && !below ? 0 : lower, upper: isZero && below && !above ? 0 : upper, count }
  })
}
