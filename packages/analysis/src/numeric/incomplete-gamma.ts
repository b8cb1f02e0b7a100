import { invalidArgument } from '../errors.ts'
import { deviance } from './deviance.ts'
import { stirlingError } from './stirling-error.ts'

/**
 * The regularised lower incomplete gamma function P(a, x): the lower tail of a gamma law of shape a, to about 1e-13
 * relative.
 *
 * @param a - above 0; @param x - 0 or more, ∞ gives 1.
 * @throws AnalysisError `invalid-argument` outside.
 * @see DLMF 8.11.4 (series) and 8.9.2 (continued fraction), each on its side of a + 1.
 * @example
 * ```ts
 * regularizedGammaP(1, 0) // 0
 * ```
 */
export function regularizedGammaP(a: number, x: number): number {
  check(a, x)
  return x < a + 1 ? series(a, x) : 1 - fraction(a, x)
}

/**
 * The upper tail, Q(a, x) = 1 − P(a, x), with its own digits.
 *
 * @throws AnalysisError `invalid-argument` as `regularizedGammaP`.
 * @example
 * ```ts
 * regularizedGammaQ(1, 2) // 0.1353352832366127
 * ```
 */
export function regularizedGammaQ(a: number, x: number): number {
  check(a, x)
  return x < a + 1 ? 1 - series(a, x) : fraction(a, x)
}

/**
 * x^a e^−x ÷ Γ(a): the density of a gamma law times x.
 *
 * @example
 * ```ts
 * gammaPower(1, 1) // 0.36787944117144233
 * ```
 */
export function gammaPower(a: number, x: number): number {
  return Math.sqrt(a / (2 * Math.PI)) * Math.exp(-stirlingError(a) - deviance(a, x))
}

function series(a: number, x: number): number {
  if (x === 0) return 0
  let term = 1
  let sum = 1
  for (let n = 1; term > 1e-17 * sum; n += 1) {
    term *= x / (a + n)
    sum += term
  }
  return Math.min(1, (gammaPower(a, x) / a) * sum)
}

function fraction(a: number, x: number): number {
  const front = x === Number.POSITIVE_INFINITY ? 0 : gammaPower(a, x)
  if (front === 0) return 0
  let b = x + 1 - a
  let c = Number.POSITIVE_INFINITY
  let d = 1 / b
  let result = d
  for (let n = 1; ; n += 1) {
    const numerator = n * (a - n)
    b += 2
    d = 1 / (b + numerator * d)
    c = b + numerator / c
    const change = c * d
    result *= change
    if (!(Math.abs(change - 1) > 4e-16)) return Math.min(1, front * result)
  }
}

function check(a: number, x: number): void {
  if (!(a > 0 && a < Number.POSITIVE_INFINITY)) throw invalidArgument('a', 'a number above 0', String(a))
  if (!(x >= 0)) throw invalidArgument('x', '0 or more', String(x))
}
