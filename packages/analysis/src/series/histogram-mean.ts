import type { Histogram, Measured } from '../evidence/index.ts'
import { invalidArgument } from '../errors.ts'
import { missing } from './single-value.ts'

/** The mean of the observations, and what the buckets allow it to be. */
export interface HistogramMean {
  /** Sum ÷ count: exact, whatever the buckets are. */
  readonly estimate: number
  /** Every observation at the lower, or the upper, edge of its bucket. */
  readonly lower: number
  /** `Infinity` where the open bucket holds observations. */
  readonly upper: number
}

/** The sum and the counts are read one after the other, and both may be extrapolated: so much of their size may differ. */
const slackShare = 1e-6

/**
 * The mean from the sum and the count of a histogram's window, checked against its buckets. A sum that no observations
 * in these buckets can have belongs to another window, as after a restart that only one of them saw.
 *
 * @param sum - of the observations of the same window, in the unit of the bounds.
 * @param options.floor - a value that no observation is below; default 0.
 * @returns missing as `no-data` where nothing was observed, `not-finite` for such a sum or counts, and `inconsistent`
 *   where the mean lies outside what the buckets allow.
 * @throws AnalysisError `invalid-argument` for a floor that is NaN.
 * @example
 * ```ts
 * histogramMean(fromCumulative([[1, 2], [3, 4], [Infinity, 4]]), 5).value.estimate // 1.25
 * histogramMean(fromCumulative([[1, 2], [3, 4], [Infinity, 4]]), 5).value.upper // 2
 * ```
 */
export function histogramMean(
  histogram: Histogram,
  sum: number,
  options: { readonly floor?: number } = {},
): Measured<HistogramMean> {
  const { floor = 0 } = options
  if (Number.isNaN(floor)) throw invalidArgument('floor', 'a number', String(floor))
  const { buckets, total } = histogram
  const isSound = buckets.every(({ count }) => Number.isFinite(count) && count >= 0)
  if (!(isSound && Number.isFinite(total) && Number.isFinite(sum))) {
    return missing('not-finite', `The sum is ${sum} of ${total} observations`)
  }
  if (!(total > 0)) return missing('no-data', 'The histogram has no observations')
  let [lowest, highest] = [0, 0]
  let edge: number | null = null
  for (const { upperBound, count } of buckets) {
    if (count > 0) {
      lowest += count * (edge ?? (upperBound > floor ? floor : Number.NEGATIVE_INFINITY))
      highest += count * upperBound
    }
    edge = upperBound
  }
  const mean = { estimate: sum / total, lower: lowest / total, upper: highest / total }
  const slack = slackShare * Math.abs(mean.estimate)
  if (!(mean.estimate >= mean.lower - slack && mean.estimate <= mean.upper + slack)) {
    return missing('inconsistent', `The mean ${mean.estimate} is not between ${mean.lower} and ${mean.upper}`)
  }
  return { kind: 'measured', value: mean }
}
