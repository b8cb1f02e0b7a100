import type { Margin } from '../units/index.ts'

/** A margin or tolerance in the metric's own unit: the larger of its absolute part and its part of the baseline. */
export function limitSize(limit: Margin, baseline: number): number {
  return Math.max(limit.absolute, limit.relative * Math.abs(baseline))
}
