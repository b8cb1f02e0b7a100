import type { Histogram, Proportion } from '../evidence/index.ts'

// Evidence can come from a store or over the wire, where types promise nothing. What is not sound proves nothing, neither
// harm nor its absence.

/** True for a finite number. */
export function isSoundNumber(value: number): boolean {
  return Number.isFinite(value)
}

/** True for finite counts with 0 ≤ events ≤ total. */
export function isSoundProportion({ events, total }: Proportion): boolean {
  return Number.isFinite(total) && events >= 0 && events <= total
}

/** True for a finite total and finite counts of 0 or more. */
export function isSoundHistogram({ buckets, total }: Histogram): boolean {
  return Number.isFinite(total) && total >= 0 && buckets.every(({ count }) => Number.isFinite(count) && count >= 0)
}
