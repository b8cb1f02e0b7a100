import { invalidArgument } from '../errors.ts'
import { regularizedBeta } from '../numeric/index.ts'
import { finiteValues, type Values } from './values.ts'

/**
 * Harrell and Davis' quantile: the mean of all order statistics, each weighted with how likely it is the one that is looked
 * for, Σ x₍ᵢ₎ · (I(i/n) − I((i − 1)/n)) with I the beta law of (n + 1)q and (n + 1)(1 − q). A smooth line on a chart, and
 * less noisy than `quantile` near the middle; for display only, because every value moves it: limits are order statistics
 * (`quantileInterval`).
 *
 * @param q - above 0 and below 1.
 * @returns `null` for no values.
 * @throws AnalysisError `invalid-argument` for values that are not finite and q outside (0, 1).
 * @see Harrell and Davis (1982), A new distribution-free quantile estimator, Biometrika 69.
 * @example
 * ```ts
 * harrellDavis([1, 2, 6], 0.5) // 2.7777777777777777
 * ```
 */
export function harrellDavis(values: Values, q: number): number | null {
  if (!(q > 0 && q < 1)) throw invalidArgument('q', 'a share above 0 and below 1', String(q))
  const sorted = new Float64Array(finiteValues(values)).sort()
  const n = sorted.length
  if (n === 0) return null
  let below = 0
  let sum = 0
  for (let at = 0; at < n; at += 1) {
    const upTo = regularizedBeta((at + 1) / n, (n + 1) * q, (n + 1) * (1 - q))
    sum += (upTo - below) * (sorted[at] ?? 0)
    below = upTo
  }
  // The weights add up to 1 but for their rounding, which must not lead out of the values.
  return Math.min(sorted[n - 1] ?? sum, Math.max(sorted[0] ?? sum, sum))
}
