import { scaled } from './scaled.ts'
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
  const found = scaledVariance(values)
  return found === null ? null : found.ofOnes * found.scale * found.scale
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
  const found = scaledVariance(values)
  return found === null ? null : Math.sqrt(found.ofOnes) * found.scale
}

/** The variance in units of `scale`. */
function scaledVariance(values: Values): { readonly ofOnes: number; readonly scale: number } | null {
  const { ones, center, scale } = scaled(values)
  const n = ones.length
  if (n < 2) return null
  let squares = 0
  let rest = 0
  for (let at = 0; at < n; at += 1) {
    const away = (ones[at] ?? 0) - center
    squares += away * away
    rest += away
  }
  return { ofOnes: (squares - (rest * rest) / n) / (n - 1), scale }
}
