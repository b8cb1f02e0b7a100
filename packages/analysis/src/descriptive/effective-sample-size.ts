import { invalidArgument } from '../errors.ts'
import { autocorrelation } from './autocorrelation.ts'
import { bartlettSum, neweyWestLag } from './long-run-variance.ts'
import type { Values } from './values.ts'

/**
 * How many independent values the mean of a series is worth.
 *
 * `ar1`: n(1 − r)/(1 + r) with r the correlation at lag 1, for a series that forgets at a constant rate; above n where r is
 * below 0. `newey-west`: n times variance over long-run variance, no shape assumed.
 *
 * @returns `null` for fewer than two values and for a series that does not vary.
 * @throws AnalysisError `invalid-argument` for values that are not finite and an unknown method.
 * @see Bayley and Hammersley (1946) for n(1 − r)/(1 + r).
 * @example
 * ```ts
 * effectiveSampleSize([1, 2, 1, 2], 'ar1') // 28
 * ```
 */
export function effectiveSampleSize(values: Values, method: 'ar1' | 'newey-west' = 'newey-west'): number | null {
  if (!['ar1', 'newey-west'].includes(method)) throw invalidArgument('method', 'ar1 or newey-west', method)
  const n = values.length
  const lags = neweyWestLag(n)
  const correlations = autocorrelation(values, lags)
  if (correlations === null) return null
  if (method === 'newey-west') return n / bartlettSum([1, ...correlations], lags)
  const [r = 0] = correlations
  return (n * (1 - r)) / (1 + r)
}
