import type { Bucket, Histogram } from '../evidence/index.ts'

/**
 * A histogram from cumulative counts, repaired as Prometheus does: counts of equal bounds are added, and a count below
 * the one before is raised to it. Whether a fall may be repaired is for the caller to decide.
 *
 * @param cumulative - pairs of upper bound and count of observations up to it, in any order.
 * @returns buckets ascending with their own counts, and the highest cumulative count as total.
 * @see Prometheus, `promql/quantile.go`, functions `coalesceBuckets` and `ensureMonotonicAndIgnoreSmallDeltas`.
 * @example
 * ```ts
 * fromCumulative([[1, 2], [Infinity, 5]]).total // 5
 * ```
 */
export function fromCumulative(cumulative: Iterable<readonly [number, number]>): Histogram {
  const upTo = new Map<number, number>()
  for (const [bound, count] of cumulative) upTo.set(bound, (upTo.get(bound) ?? 0) + count)
  const buckets: Bucket[] = []
  let below = 0
  for (const [upperBound, count] of [...upTo].sort(([one], [other]) => one - other)) {
    buckets.push({ upperBound, count: Math.max(0, count - below) })
    below = Math.max(below, count)
  }
  return { buckets, total: below }
}
