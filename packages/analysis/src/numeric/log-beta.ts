import { logGamma } from './log-gamma.ts'
import { logSqrtTwoPi } from './log-sqrt-two-pi.ts'
import { stirlingError } from './stirling-error.ts'

/**
 * ln B(a, b) = ln Γ(a) + ln Γ(b) − ln Γ(a + b), without the cancellation of large logarithms.
 *
 * @param a - 0 or more; @param b - 0 or more. 0 gives ∞, ∞ gives −∞.
 * @throws AnalysisError `invalid-argument` below 0 and for NaN.
 * @see Didonato and Morris (1992), TOMS 708, section 4: Stirling's corrections taken together.
 * @example
 * ```ts
 * logBeta(1, 4) // -1.3862943611198906
 * ```
 */
export function logBeta(a: number, b: number): number {
  const [small, large] = a <= b ? [a, b] : [b, a]
  if (!(small > 0)) return logGamma(small)
  if (large === Number.POSITIVE_INFINITY) return Number.NEGATIVE_INFINITY
  if (!(large >= 10)) return logGamma(small) + (logGamma(large) - logGamma(small + large))
  const share = small / (small + large)
  const restLog = Math.log1p(-share)
  if (small < 10) {
    const correction = stirlingError(large) - stirlingError(small + large)
    return logGamma(small) + correction + small - small * Math.log(small + large) + (large - 0.5) * restLog
  }
  const correction = stirlingError(small) + stirlingError(large) - stirlingError(small + large)
  return logSqrtTwoPi + correction - Math.log(large) / 2 + (small - 0.5) * Math.log(share) + large * restLog
}

/**
 * ln of the number of ways to choose k of n.
 *
 * @param n - 0 or more; @param k - between 0 and n; −∞ at the first whole numbers outside.
 * @throws AnalysisError `invalid-argument` further outside, and for NaN.
 * @example
 * ```ts
 * logChoose(5, 2) // 2.302585092994046
 * ```
 */
export function logChoose(n: number, k: number): number {
  return -Math.log(n + 1) - logBeta(n - k + 1, k + 1)
}
