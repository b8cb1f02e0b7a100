import { finiteValues, type Values } from '../descriptive/index.ts'
import { notComparable, type Comparison } from '../hypothesis/index.ts'
import { checkThreshold, type BenchmarkThreshold } from './threshold-boundaries.ts'
import { historySpread } from './history-spread.ts'

export interface BenchmarkLimits {
  /** What the limits are drawn around: mean, median or geometric mean; `null` for static limits. */
  readonly baseline: number | null
  /** `null` where the threshold names none. */
  readonly lower: number | null
  readonly upper: number | null
}

/**
 * Limits for the next result of a benchmark from its earlier ones, as Bencher's thresholds draw them: always as far below
 * the baseline as above it.
 *
 * - `percentage`: mean ± share · mean.
 * - `z-score`: mean ± z·s. `t-test`: mean ± t·s·√(1 + 1/n) with n − 1 degrees of freedom, the prediction interval of one more
 *   normal value, which is the honest one of the two for short histories. s with n − 1 in the denominator.
 * - `log-normal`: with mean μ and deviation s of the logarithms e^μ and e^(μ + z·s); the lower limit mirrors the upper one.
 * - `iqr`: median ± multiple · (Q3 − Q1), quartiles of type 7. `delta-iqr`: median ± multiple · median · (interquartile
 *   range of the relative changes |xᵢ₊₁ − xᵢ|/xᵢ from run to run), for a history that drifts.
 *
 * @param history - earlier results of the same benchmark, oldest first.
 * @returns not comparable as `empty` and `too-few-values` (`percentage` needs 1 value, `delta-iqr` 3, the others 2),
 *   `no-variation` where a method that estimates a deviation finds 0, and `not-positive` for logarithms and shares of values
 *   that are not above 0, `overflow` where a limit is no finite number. Never a limit of nothing.
 * @throws AnalysisError `invalid-argument` for values that are not finite, an unknown method, no boundary, boundaries
 *   outside their range.
 * @see Bencher's documentation of thresholds; Hahn and Meeker (1991), section 4.2, for the prediction interval.
 * @example
 * ```ts
 * benchmarkLimits([98, 100, 102], { method: 'percentage', upper: 0.1 }).upper // 110
 * ```
 */
export function benchmarkLimits(history: Values, threshold: BenchmarkThreshold): Comparison<BenchmarkLimits> {
  const { method, lower, upper } = threshold
  checkThreshold(threshold)
  const values = new Float64Array(finiteValues(history))
  if (method === 'static') return { kind: 'compared', baseline: null, lower: lower ?? null, upper: upper ?? null }
  const spread = historySpread(values, method)
  if (spread.kind !== 'compared') return spread
  const { baseline, reach } = spread
  const limits = {
    baseline,
    lower: lower === undefined ? null : baseline - reach(lower),
    upper: upper === undefined ? null : baseline + reach(upper),
  }
  const odd = Object.entries(limits).find(([, limit]) => limit !== null && !Number.isFinite(limit))
  if (odd !== undefined) return notComparable('overflow', `the ${odd[0]} limit of ${values.length} values is ${odd[1]}`)
  return { kind: 'compared', ...limits }
}
