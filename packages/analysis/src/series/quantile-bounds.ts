import type { Histogram } from '../evidence/index.ts'
import { invalidArgument } from '../errors.ts'

/** A range that a value lies in for certain: (lower, upper]. */
export interface HardBounds {
  readonly lower: number
  /** `Infinity` where the last bucket is open. */
  readonly upper: number
}

/**
 * Where a quantile of the observations lies for certain: the edges of the bucket that holds order statistic ⌈q·n⌉ (the
 * smallest observation for q = 0). No interpolation: whatever the observations inside a bucket are, it holds.
 *
 * The first bucket has no lower edge of its own. Observations are taken to be above `floor`, 0 by default as Prometheus
 * does; a first bucket that ends at or below it reaches down to −∞.
 *
 * @param quantile - between 0 and 1.
 * @param options.floor - a value that no observation is below; `-Infinity` assumes nothing.
 * @returns `null` where nothing was observed, and where a count or the total is negative or not finite.
 * @throws AnalysisError `invalid-argument` for a quantile outside [0, 1] and a floor that is NaN.
 * @example
 * ```ts
 * quantileBounds(fromCumulative([[0.1, 5], [0.2, 9], [Infinity, 10]]), 0.9).upper // 0.2
 * quantileBounds(fromCumulative([[0.1, 5], [0.2, 9], [Infinity, 10]]), 0.5).lower // 0
 * ```
 */
export function quantileBounds(
  histogram: Histogram,
  quantile: number,
  options: { readonly floor?: number } = {},
): HardBounds | null {
  const { floor = 0 } = options
  if (!(quantile >= 0 && quantile <= 1)) throw invalidArgument('quantile', 'between 0 and 1', String(quantile))
  if (Number.isNaN(floor)) throw invalidArgument('floor', 'a number', String(floor))
  const { buckets, total } = histogram
  if (!(total > 0 && Number.isFinite(total) && buckets.every(({ count }) => Number.isFinite(count) && count >= 0))) {
    return null
  }
  // A bucket reaches ⌈q·n⌉ whole observations exactly where it reaches q·n; rates have no whole ones.
  const rank = quantile * total
  let upTo = 0
  let lower: number | null = null
  let held: HardBounds | null = null
  for (const { upperBound, count } of buckets) {
    upTo += count
    if (count > 0) held = { lower: lower ?? (upperBound > floor ? floor : Number.NEGATIVE_INFINITY), upper: upperBound }
    if (held !== null && upTo >= rank) return held
    lower = upperBound
  }
  // Sums of fractions may stay a digit below the total: then the highest observation is meant.
  return held
}
