import { invalidArgument } from '../errors.ts'
import { benchmarkLimits, type BenchmarkLimits } from './benchmark-limits.ts'
import type { BenchmarkThreshold } from './threshold-boundaries.ts'
import type { Comparison } from '../hypothesis/index.ts'
import type { Values } from '../descriptive/index.ts'

export interface BenchmarkCheck extends BenchmarkLimits {
  /** On which side of the limits the result lies; a result at a limit is within. */
  readonly side: 'below' | 'within' | 'above'
}

/**
 * Whether a result of a benchmark lies within the limits that its history draws. One result and one benchmark: with many of
 * both a probability of 0.99 raises false alarms daily.
 *
 * @param history - earlier results, oldest first, without the one that is checked. @param value - the new result, finite.
 * @returns not comparable as `benchmarkLimits`: a history that is too short is never `within`.
 * @throws AnalysisError `invalid-argument` for a value that is not finite, and as `benchmarkLimits`.
 * @example
 * ```ts
 * benchmarkThreshold([98, 100, 102], 111, { method: 'percentage', upper: 0.1 }).side // "above"
 * ```
 */
export function benchmarkThreshold(
  history: Values,
  value: number,
  threshold: BenchmarkThreshold,
): Comparison<BenchmarkCheck> {
  if (!Number.isFinite(value)) throw invalidArgument('value', 'a finite number', String(value))
  const limits = benchmarkLimits(history, threshold)
  return limits.kind === 'compared' ? { ...limits, side: sideOf(value, limits) } : limits
}

function sideOf(value: number, { lower, upper }: BenchmarkLimits): 'below' | 'within' | 'above' {
  if (lower !== null && !(value >= lower)) return 'below'
  return upper !== null && !(value <= upper) ? 'above' : 'within'
}
