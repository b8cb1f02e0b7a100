import type { Bucket, Histogram } from '../evidence/index.ts'
import { quantileBounds } from './quantile-bounds.ts'

/** A quantile of a histogram: the interpolated point, and the bounds of the bucket that holds it. */
export interface HistogramQuantile {
  /**
   * `null` where there is none. The last finite bound where the quantile lies in the `+Inf` bucket: `upper` is then
   * `Infinity`, and the estimate proves only that the quantile is above it.
   */
  readonly estimate: number | null
  /** The quantile lies in (lower, upper]; `upper` may be `Infinity`. */
  readonly lower: number
  readonly upper: number
}

/**
 * The quantile of a classic histogram, interpolated as Prometheus does: linearly inside the bucket that holds the rank
 * `quantile × total`, from 0 for the first bucket where its bound is positive; the highest finite bound when the rank is
 * in the `+Inf` bucket. The bounds are those of `quantileBounds`.
 *
 * @param quantile - between 0 and 1; as in Prometheus, below 0 gives −∞ and above 1 gives ∞.
 * @returns estimate `null` with bounds (−∞, ∞) for an empty histogram, one without a finite bucket, one whose last bound
 *   is finite, counts that are not finite, and a quantile that is NaN; estimate `null` with the bounds of the smallest
 *   observation for quantile 0 where the first bucket is empty.
 * @see Prometheus, `promql/quantile.go`, function `bucketQuantile`.
 * @example
 * ```ts
 * histogramQuantile({ total: 4, buckets: [{ upperBound: 1, count: 2 }, { upperBound: Infinity, count: 2 }] }, 0.25).estimate // 0.5
 * ```
 */
export function histogramQuantile(histogram: Histogram, quantile: number): HistogramQuantile {
  const { buckets, total } = histogram
  const unknown = { estimate: null, lower: Number.NEGATIVE_INFINITY, upper: Number.POSITIVE_INFINITY }
  if (Number.isNaN(quantile) || buckets.length < 2) return unknown
  if (buckets.at(-1)?.upperBound !== Number.POSITIVE_INFINITY) return unknown
  const bounds = quantileBounds(histogram, Math.min(1, Math.max(0, quantile)))
  if (bounds === null) return unknown
  if (quantile < 0) return { ...unknown, estimate: Number.NEGATIVE_INFINITY }
  if (quantile > 1) return { ...unknown, estimate: Number.POSITIVE_INFINITY }
  return { estimate: interpolated(buckets, quantile * total), ...bounds }
}

function interpolated(buckets: readonly Bucket[], rank: number): number | null {
  let below = 0
  let start: number | null = null
  for (const { upperBound, count } of buckets) {
    if (upperBound === Number.POSITIVE_INFINITY) break
    if (below + count >= rank) {
      if (start === null && upperBound <= 0) return upperBound
      return count > 0 ? (start ?? 0) + (upperBound - (start ?? 0)) * ((rank - below) / count) : null
    }
    below += count
    start = upperBound
  }
  return start
}
