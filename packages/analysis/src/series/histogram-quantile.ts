import type { Histogram } from '../evidence/index.ts'

/** A quantile of a histogram: the interpolated point, and the bounds of the bucket that holds it. */
export interface HistogramQuantile {
  /** `null` for an empty histogram. The last finite bound where the quantile lies in the `+Inf` bucket. */
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
 * @param quantile - between 0 and 1.
 * @returns estimate `null` with bounds (−∞, ∞) for an empty histogram or one without a finite bucket.
 * @see Prometheus, `promql/quantile.go`, function `bucketQuantile`.
 * @example
 * ```ts
 * histogramQuantile({ total: 4, buckets: [{ upperBound: 1, count: 2 }, { upperBound: Infinity, count: 2 }] }, 0.25).estimate // 0.5
 * ```
 */
export function histogramQuantile(histogram: Histogram, quantile: number): HistogramQuantile {
  const { buckets, total } = histogram
  const unknown = { estimate: null, lower: Number.NEGATIVE_INFINITY, upper: Number.POSITIVE_INFINITY }
  if (!(total > 0) || !(quantile >= 0 && quantile <= 1) || buckets.length < 2) return unknown
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
