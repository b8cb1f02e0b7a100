import { centered } from './centered.ts'
import type { Values } from './values.ts'

/**
 * The variance with n − 1 in the denominator, about the mean and corrected for the mean's rounding.
 *
 * @returns `null` for fewer than two values; ∞ where no number is large enough, and 0 where none is small enough.
 * @throws AnalysisError `invalid-argument` for values that are not finite.
 * @see Chan, Golub and LeVeque (1983), The American Statistician 37: the corrected two-pass algorithm.
 * @example
 * ```ts
 * variance([1, 2, 3]) // 1
 * ```
 */
export function variance(values: Values): number | null {
  const scaled = scaledVariance(values)
  return scaled === null ? null : scaled.variance * scaled.scale * scaled.scale
}

/**
 * The square root of the variance, n − 1 in the denominator; right also where the variance itself is too large or too small
 * for a number.
 *
 * @returns `null` for fewer than two values.
 * @throws AnalysisError `invalid-argument` for values that are not finite.
 * @example
 * ```ts
 * standardDeviation([1, 3, 5]) // 2
 * ```
 */
export function standardDeviation(values: Values): number | null {
  const scaled = scaledVariance(values)
  return scaled === null ? null : Math.sqrt(scaled.variance) * scaled.scale
}

/** The variance of the values divided by `scale`. */
function scaledVariance(values: Values): { readonly variance: number; readonly scale: number } | null {
  const { away, scale } = centered(values)
  const n = away.length
  if (n < 2) return null
  let squares = 0
  let rest = 0
  for (let at = 0; at < n; at += 1) {
    const distance = away[at] ?? 0
    squares += distance * distance
    rest += distance
  }
  return { variance: (squares - (rest * rest) / n) / (n - 1), scale }
}
