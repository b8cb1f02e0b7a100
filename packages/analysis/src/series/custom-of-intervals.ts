import type { Bucket } from '../evidence/index.ts'
import type { IntervalBucket } from './interval-bucket.ts'

/**
 * The buckets of a histogram with bounds of its own that has these populated intervals, empty buckets between them;
 * `null` where their ends are not those of such a histogram: the first may be closed and begin at −∞, each other one
 * holds its upper bound only.
 *
 * @param intervals - ascending, not overlapping.
 */
export function customOfIntervals(intervals: readonly IntervalBucket[]): readonly Bucket[] | null {
  const buckets: Bucket[] = []
  for (const [rule, lower, upper, count] of intervals) {
    const isFirst = lower === Number.NEGATIVE_INFINITY
    if (!((rule === 0 && !isFirst) || (rule === 3 && isFirst)) || !(upper > lower)) return null
    const last = buckets.at(-1)?.upperBound ?? Number.NEGATIVE_INFINITY
    if (lower > last) buckets.push({ upperBound: lower, count: 0 })
    buckets.push({ upperBound: upper, count })
  }
  if (buckets.at(-1)?.upperBound !== Number.POSITIVE_INFINITY) {
    buckets.push({ upperBound: Number.POSITIVE_INFINITY, count: 0 })
  }
  return buckets
}
