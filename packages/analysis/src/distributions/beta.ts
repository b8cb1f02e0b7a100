import { betaPower, logBeta, regularizedBeta, regularizedBetaComplement } from '../numeric/index.ts'
import { checkPositive, checkProbability } from './probability.ts'
import { tailQuantile } from './tail-quantile.ts'

/**
 * P(X ≤ x) of a beta law with shapes a and b, to about 1e-13 relative in the lower tail.
 *
 * @param x - anything: 0 below 0, 1 from 1 on; @param a - above 0; @param b - above 0.
 * @throws AnalysisError `invalid-argument` for NaN and shapes outside.
 * @see DLMF 8.17.
 * @example
 * ```ts
 * betaCdf(0.25, 1, 2) // 0.4375
 * ```
 */
export function betaCdf(x: number, a: number, b: number): number {
  return regularizedBeta(clamp(x), a, b)
}

/**
 * P(X > x), with the digits of the upper tail.
 *
 * @throws AnalysisError `invalid-argument` as `betaCdf`.
 * @example
 * ```ts
 * betaSurvival(0.25, 1, 2) // 0.5625
 * ```
 */
export function betaSurvival(x: number, a: number, b: number): number {
  return regularizedBetaComplement(clamp(x), a, b)
}

/**
 * The x with P(X ≤ x) = p.
 *
 * @param p - between 0 and 1; 0 gives 0 and 1 gives 1.
 * @throws AnalysisError `invalid-argument` outside.
 * @example
 * ```ts
 * betaQuantile(0.4375, 1, 2) // 0.25
 * ```
 */
export function betaQuantile(p: number, a: number, b: number): number {
  checkProbability(p)
  checkPositive('a', a)
  checkPositive('b', b)
  if (p === 0 || p === 1) return p
  // The half that holds the quantile is searched, so that the smaller of x and 1 − x has its digits.
  return regularizedBeta(0.5, a, b) >= p ? lowerHalf(p, a, b) : 1 - lowerHalf(1 - p, b, a)
}

/** Searched by u = −ln x, in which the lower tail's logarithm is nearly straight. */
function lowerHalf(p: number, a: number, b: number): number {
  const start = -(Math.log(p) + Math.log(a) + logBeta(a, b)) / a
  const u = tailQuantile(
    {
      beyond: (at) => regularizedBeta(Math.exp(-at), a, b, -Math.expm1(-at)),
      density: (at) => betaPower(Math.exp(-at), -Math.expm1(-at), a, b) / -Math.expm1(-at),
    },
    p,
    { low: Math.LN2 * (1 - 1e-12), high: 745 },
    start,
  )
  return Math.exp(-u)
}

function clamp(x: number): number {
  return x < 0 ? 0 : x > 1 ? 1 : x
}
