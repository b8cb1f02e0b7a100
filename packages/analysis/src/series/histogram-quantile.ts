import type { Histogram } from '../evidence/index.ts'

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
 * in the `+Inf` bucket.
 *
 * @param quantile - between 0 and 1; as in Prometheus, below 0 gives −∞ and above 1 gives ∞.
 * @returns estimate `null` with bounds (−∞, ∞) for an empty histogram, one without a finite bucket, one whose last bound
 *   is finite, counts that are not finite, and a quantile that is NaN.
 * @see Prometheus, `promql/quantile.go`, function `bucketQuantile`.
 * @example
 * ```ts
 * histogramQuantile({ total: 4, buckets: [{ upperBound: 1, count: 2 }, { upperBound: Infinity, count: 2 }] }, 0.25).estimate // 0.5
 * ```
 */
export function histogramQuantile(histogram: Histogram, quantile: number): HistogramQuantile {
  const { buckets, total } = histogram
  const unknown = { estimate: null, lower: Number.NEGATIVE_INFINITY, upper: Number.POSITIVE_INFINITY }
  if (!(total > 0 && Number.isFinite(total)) || Number.isNaN(quantile) || buckets.length < 2) return unknown
  if (buckets.at(-1)?.upperBound !== Number.POSITIVE_INFINITY) return unknown
  if (!buckets.every(({ count }) => Number.isFinite(count))) return unknown
  if (quantile < 0) return { ...unknown, estimate: Number.NEGATIVE_INFINITY }
  if (quantile > 1) return { ...unknown, estimate: Number.POSITIVE_INFINITY }
  const rank = quantile * total
  let below = 0
  for (const [index, bucket] of buckets.entries()) {
    const lowerBound = buckets[index - 1]?.upperBound
    if (below + bucket.count >= rank && (bucket.count > 0 || rank === 0)) {
      if (bucket.upperBound === Number.POSITIVE_INFINITY) break
      const start = lowerBound ?? Math.min(0, bucket.upperBound)
      if (lowerBound === undefined && bucket.upperBound <= 0) {
        return { estimate: bucket.upperBound, lower: Number.NEGATIVE_INFINITY, upper: bucket.upperBound }
      }
      const share = bucket.count > 0 ? (rank - below) / bucket.count : 0
      return { estimate: start + (bucket.upperBound - start) * share, lower: start, upper: bucket.upperBound }
    }
    below += bucket.count
  }
  const highest = buckets.at(-2)?.upperBound
  if (highest === undefined) return unknown
  return { estimate: highest, lower: highest, upper: Number.POSITIVE_INFINITY }
}
