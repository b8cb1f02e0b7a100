import { invalidArgument } from '../errors.ts'
import { logGammaBelowTen } from './log-gamma-below-ten.ts'
import { logSqrtTwoPi } from './log-sqrt-two-pi.ts'
import { stirlingError } from './stirling-error.ts'

/**
 * ln Γ(x) with a relative error of about 1e-15, around its zeros at 1 and 2 too.
 *
 * @param x - 0 or more: 0 and ∞ give ∞.
 * @throws AnalysisError `invalid-argument` below 0 and for NaN.
 * @see DLMF 5.7.3 (series about 2), 5.11.1 (Stirling).
 * @example
 * ```ts
 * logGamma(5) // 3.1780538303479458
 * ```
 */
export function logGamma(x: number): number {
  if (!(x >= 0)) throw invalidArgument('x', '0 or more', String(x))
  if (x === 0 || x === Number.POSITIVE_INFINITY) return Number.POSITIVE_INFINITY
  if (x >= 10) return (x - 0.5) * (Math.log(x) - 1) - 0.5 + logSqrtTwoPi + stirlingError(x)
  return logGammaBelowTen(x)
}

/**
 * ln n!; for numbers between the whole ones ln Γ(n + 1).
 *
 * @throws AnalysisError `invalid-argument` below −1 and for NaN.
 * @example
 * ```ts
 * logFactorial(3) // 1.791759469228055
 * ```
 */
export function logFactorial(n: number): number {
  return logGamma(n + 1)
}
