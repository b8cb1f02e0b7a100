import { mean } from './mean.ts'
import type { Values } from './values.ts'

/**
 * The variance with n − 1 in the denominator, about the mean and corrected for the mean's rounding.
 *
 * @returns `null` for fewer than two values.
 * @throws AnalysisError `invalid-argument` for values that are not finite.
 * @see Chan, Golub and LeVeque (1983), The American Statistician 37: the corrected two-pass algorithm.
 * @example
 * ```ts
 * variance([1, 2, 3]) // 1
 * ```
 */
export function variance(values: Values): number | null {
  const center = mean(values)
  const n = values.length
  if (center === null || n < 2) return null
  let squares = 0
  let rest = 0
  for (let at = 0; at < n; at += 1) {
    const away = (values[at] ?? 0) - center
    squares += away * away
    rest += away
  }
  return (squares - (rest * rest) / n) / (n - 1)
}

/**
 * The square root of the variance, n − 1 in the denominator.
 *
 * @returns `null` for fewer than two values.
 * @throws AnalysisError `invalid-argument` for values that are not finite.
 * @example
 * ```ts
 * standardDeviation([1, 3, 5]) // 2
 * ```
 */
export function standardDeviation(values: Values): number | null {
  const squared = variance(values)
  return squared === null ? null : Math.sqrt(squared)
}
