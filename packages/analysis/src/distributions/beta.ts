import { betaPower, logBeta, regularizedBeta, regularizedBetaComplement } from '../numeric/index.ts'
import { checkPositive, checkProbability } from './probability.ts'
import { smallest, tailQuantile } from './tail-quantile.ts'

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
  // The smaller of x and 1 − x is searched, by the smaller of p and 1 − p, so that both have their digits.
  return regularizedBeta(0.5, a, b) >= p ? lowerHalf(p, 1 - p, a, b) : 1 - lowerHalf(1 - p, p, b, a)
}

/** The x up to ½ with p below it and q above it, searched by ln x: the logarithm of a tail is nearly straight in it. */
function lowerHalf(p: number, q: number, a: number, b: number): number {
  if (regularizedBeta(smallest, a, b) >= p) return 0
  const density = (log: number): number => betaPower(Math.exp(log), -Math.expm1(log), a, b) / -Math.expm1(log)
  const start = (Math.log(p) + Math.log(a) + logBeta(a, b)) / a
  if (p > q) {
    const beyond = (log: number): number => regularizedBeta(-Math.expm1(log), b, a, Math.exp(log))
    return Math.exp(
      tailQuantile({ beyond, density }, q, { low: Math.log(smallest), high: -Math.LN2 * (1 - 1e-12) }, start),
    )
  }
  const beyond = (minus: number): number => regularizedBeta(Math.exp(-minus), a, b, -Math.expm1(-minus))
  const falling = { beyond, density: (minus: number): number => density(-minus) }
  return Math.exp(-tailQuantile(falling, p, { low: Math.LN2 * (1 - 1e-12), high: -Math.log(smallest) }, -start))
}

function clamp(x: number): number {
  return x < 0 ? 0 : x > 1 ? 1 : x
}
