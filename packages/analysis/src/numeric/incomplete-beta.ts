import { invalidArgument } from '../errors.ts'
import { deviance } from './deviance.ts'
import { stirlingError } from './stirling-error.ts'

/**
 * The regularised incomplete beta function I_x(a, b): the lower tail of a beta law, to about 1e-13 relative, at tails of
 * 1e-300 and with a and b of millions too.
 *
 * @param x - between 0 and 1; @param a - above 0; @param b - above 0.
 * @param y - 1 − x, where the caller knows it better than the subtraction does.
 * @throws AnalysisError `invalid-argument` outside.
 * @see Didonato and Morris (1992), TOMS 708, eq. 11: the continued fraction, on the side where it converges; Loader (2000)
 *   for the factor before it.
 * @example
 * ```ts
 * regularizedBeta(0.25, 1, 2) // 0.4375
 * ```
 */
export function regularizedBeta(x: number, a: number, b: number, y: number = 1 - x): number {
  check(x, a, b, y)
  if (x === 0 || y === 0) return x === 0 ? 0 : 1
  return x * (a + b + 2) < a + 1 ? fraction(x, y, a, b) : 1 - fraction(y, x, b, a)
}

/**
 * 1 − I_x(a, b), with the digits of the upper tail.
 *
 * @throws AnalysisError `invalid-argument` as `regularizedBeta`.
 * @example
 * ```ts
 * regularizedBetaComplement(0.25, 1, 2) // 0.5625
 * ```
 */
export function regularizedBetaComplement(x: number, a: number, b: number, y: number = 1 - x): number {
  return regularizedBeta(y, b, a, x)
}

/**
 * x^a y^b ÷ B(a, b) with x + y = 1: the density of a beta law times x·y.
 *
 * @see Loader (2000): Stirling's errors and deviances instead of logarithms that cancel.
 * @example
 * ```ts
 * betaPower(0.5, 0.5, 1, 1) // 0.25
 * ```
 */
export function betaPower(x: number, y: number, a: number, b: number): number {
  const n = a + b
  const exponent = stirlingError(n) - stirlingError(a) - stirlingError(b) - deviance(a, n * x) - deviance(b, n * y)
  return Math.sqrt(a / n) * Math.sqrt(b / (2 * Math.PI)) * Math.exp(exponent)
}

/**
 * The fraction's even part, in which a·y − b·x + 1 is no difference of numbers near 1: it keeps its digits where the
 * shapes are large. Summed by Lentz's algorithm, whose numbers need no guard against 0 on this side of the mean.
 */
function fraction(x: number, y: number, a: number, b: number): number {
  const front = betaPower(x, y, a, b)
  if (front === 0) return 0
  const lead = a * y - b * x + 1
  let result = (a * lead) / (a + 1)
  let c = result
  let d = 0
  for (let m = 1; ; m += 1) {
    const odd = a + 2 * m - 1
    const upper = ((a + m - 1) / odd) * ((a + b + m - 1) / odd) * m * (b - m) * x * x
    const lower = m + (m * (b - m) * x) / odd + ((a + m) * (lead + m * (1 + y))) / (odd + 2)
    d = 1 / (lower + upper * d)
    c = lower + upper / c
    const change = c * d
    result *= change
    if (!(Math.abs(change - 1) > 4e-16)) return Math.min(1, front / result)
  }
}

function check(x: number, a: number, b: number, y: number): void {
  if (!(x >= 0 && y >= 0 && x <= 1 && y <= 1)) throw invalidArgument('x', 'between 0 and 1', String(x))
  if (!(a > 0 && a < Number.POSITIVE_INFINITY)) throw invalidArgument('a', 'a number above 0', String(a))
  if (!(b > 0 && b < Number.POSITIVE_INFINITY)) throw invalidArgument('b', 'a number above 0', String(b))
}
