import type { Histogram, Proportion } from '../evidence/index.ts'

// Evidence can come from a store or over the wire, where types promise nothing. What is not sound proves nothing, neither
// harm nor its absence.

/** True for a finite number. */
export function isSoundNumber(value: number): boolean {
  return Number.isFinite(value)
}

/** True for finite counts with 0 ≤ events ≤ total. */
export function isSoundProportion({ events, total }: Proportion): boolean {
  return Number.isFinite(events) && Number.isFinite(total) && events >= 0 && events <= total
}

/**
 * True for finite counts of 0 or more in buckets whose bounds ascend to ∞, with their sum as total: one that differs counts
 * observations that no bucket has.
 */
export function isSoundHistogram({ buckets, total }: Histogram): boolean {
  let [sum, before] = [0, -Infinity]
  for (const { upperBound, count } of buckets) {
    if (!(upperBound > before && Number.isFinite(count) && count >= 0)) return false
    sum += count
    before = upperBound
  }
  return before === Infinity && Number.isFinite(total) && Math.abs(total - sum) <= 1e-6 * sum
}
