import type { Bucket, Histogram } from '../evidence/index.ts'

/** Cumulative counts: pairs of upper bound and count of observations up to it. */
export type CumulativeBuckets = Iterable<readonly [number, number]>

/** A histogram, and how many of its cumulative counts had to be raised because they fell. */
export interface RepairedHistogram {
  readonly histogram: Histogram
  readonly raised: number
}

/** Counts that differ by less than this share of their sum are the same number, written by different arithmetic. */
const roundingShare = 1e-12

/**
 * A histogram from cumulative counts, repaired as Prometheus does: counts of equal bounds are added, counts that differ
 * by rounding only are taken as equal, and a count below the one before is raised to it. Whether a fall may be repaired
 * is for the caller to decide: `repairCumulative` counts them.
 *
 * @param cumulative - pairs of upper bound and count of observations up to it, in any order.
 * @returns buckets ascending with their own counts, and the highest cumulative count as total.
 * @see Prometheus, `promql/quantile.go`, functions `coalesceBuckets` and `ensureMonotonicAndIgnoreSmallDeltas`.
 * @example
 * ```ts
 * fromCumulative([[1, 2], [Infinity, 5]]).total // 5
 * ```
 */
export function fromCumulative(cumulative: CumulativeBuckets): Histogram {
  return repairCumulative(cumulative).histogram
}

/**
 * As `fromCumulative`, and how many counts were raised.
 *
 * @example
 * ```ts
 * repairCumulative([[1, 3], [2, 2], [Infinity, 5]]).raised // 1
 * ```
 */
export function repairCumulative(cumulative: CumulativeBuckets): RepairedHistogram {
  const upTo = new Map<number, number>()
  for (const [bound, count] of cumulative) upTo.set(bound, (upTo.get(bound) ?? 0) + count)
  const buckets: Bucket[] = []
  let below = 0
  let raised = 0
  for (const [upperBound, count] of [...upTo].sort(([one], [other]) => one - other)) {
    const isRounding = Math.abs(count - below) < roundingShare * (count + below)
    if (count < below && !isRounding) raised += 1
    const raisedTo = isRounding ? below : Math.max(below, count)
    buckets.push({ upperBound, count: raisedTo - below })
    below = raisedTo
  }
  return { histogram: { buckets, total: below }, raised }
}
