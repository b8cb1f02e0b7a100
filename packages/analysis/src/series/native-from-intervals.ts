import type { Measured, NativeHistogram } from '../evidence/index.ts'
import { customOfIntervals } from './custom-of-intervals.ts'
import { exponentialOfIntervals } from './exponential-of-intervals.ts'
import { countFault } from './count-fault.ts'
import type { IntervalBucket } from './interval-bucket.ts'
import { missing } from './single-value.ts'

/** A native histogram as the HTTP API gives it, its texts read as numbers. Empty buckets and the schema are left out. */
export interface IntervalHistogram {
  readonly count: number
  readonly sum: number
  readonly buckets?: readonly IntervalBucket[]
}

/** Totals and buckets of a rate are rounded apart by this share. */
const roundingShare = 1e-6

/**
 * A native histogram from the answer of Prometheus' HTTP API, which has bounds and no schema. The schema is found from
 * the bounds: buckets that all lie on the bounds of one standard schema are read as such, everything else as custom
 * bounds. The bounds of empty custom buckets are not known, and not needed for quantiles.
 *
 * @returns missing as `not-finite` or `negative` for such counts, and as `inconsistent` for a boundary rule other than 0
 *   to 3, buckets that overlap, do not ascend or are none of Prometheus' kinds, and buckets that hold more than the total.
 * @see Prometheus, HTTP API, section Native histograms.
 * @example
 * ```ts
 * nativeFromIntervals({ count: 3, sum: 4, buckets: [[0, 1, 2, 3]] }).value.schema // 0
 * nativeFromIntervals({ count: 3, sum: 4, buckets: [[3, -Infinity, 0.5, 3]] }).value.kind // "custom"
 * ```
 */
export function nativeFromIntervals(histogram: IntervalHistogram): Measured<NativeHistogram> {
  const { count: total, buckets = [] } = histogram
  const fault = countFault('histogram', total)
  if (fault !== null) return fault
  let inBuckets = 0
  let end = Number.NEGATIVE_INFINITY
  for (const [rule, lower, upper, count] of buckets) {
    const bucketFault = countFault(`bucket from ${lower} to ${upper}`, count)
    if (bucketFault !== null) return bucketFault
    if (![0, 1, 2, 3].includes(rule)) {
      return missing('inconsistent', `Expected a boundary rule from 0 to 3, got ${rule}`)
    }
    if (!(lower >= end && upper >= lower)) {
      return missing('inconsistent', `A bucket from ${lower} to ${upper} follows one that ends at ${end}`)
    }
    end = upper
    inBuckets += count
  }
  if (!(inBuckets <= total * (1 + roundingShare))) {
    return missing('inconsistent', `The buckets hold ${inBuckets} observations, the histogram ${total}`)
  }
  const totals = { total, sum: Number.isNaN(histogram.sum) ? null : histogram.sum }
  const populated = buckets.filter(([, , , count]) => count > 0)
  const exponential = exponentialOfIntervals(populated)
  if (exponential !== null) return { kind: 'measured', value: { kind: 'exponential', ...exponential, ...totals } }
  const custom = customOfIntervals(populated)
  if (custom !== null) return { kind: 'measured', value: { kind: 'custom', buckets: custom, ...totals } }
  return missing('inconsistent', 'The buckets belong neither to a standard schema nor to custom bounds')
}
