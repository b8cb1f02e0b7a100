import { erf, erfc, erfcScaled, gaussian, logSqrtTwoPi } from '../numeric/index.ts'
import { checkProbability } from './probability.ts'

/** Below this the lower tail is computed as density × ratio, which keeps all digits; above it the cdf has them anyway. */
const tail = -1.8
/**
 * P(Z ≤ z) for a standard normal Z, with full relative accuracy in the lower tail down to 1e-308.
 *
 * @returns NaN for NaN, 0 for −∞, 1 for ∞.
 * @example
 * ```ts
 * normalCdf(0) // 0.5
 * ```
 */
export function normalCdf(z: number): number {
  // The tail works on z itself: rounding z/√2 first would cost z² times the rounding error.
  return z < tail && z > -40 ? (gaussian(z, 0.5) * erfcScaled(-z / Math.SQRT2)) / 2 : erfc(-z / Math.SQRT2) / 2
}

/**
 * P(Z > z), with full relative accuracy in the upper tail.
 *
 * @example
 * ```ts
 * normalSurvival(0) // 0.5
 * ```
 */
export function normalSurvival(z: number): number {
  return normalCdf(-z)
}

/**
 * ln P(Z ≤ z), for tails that no number can hold and for the last digits below 1.
 *
 * @returns NaN for NaN, −∞ for −∞, 0 for ∞.
 * @example
 * ```ts
 * normalLogCdf(0) // -0.6931471805599453
 * ```
 */
export function normalLogCdf(z: number): number {
  if (z === Number.NEGATIVE_INFINITY) return z
  if (z < tail) return (-z * z) / 2 + Math.log(erfcScaled(-z / Math.SQRT2) / 2)
  return z > 0 ? Math.log1p(-normalSurvival(z)) : Math.log(normalCdf(z))
}

/**
 * The z with P(Z ≤ z) = p, to about 1e-15 relative over all of (0, 1), the smallest numbers included.
 *
 * Newton's method: around the middle on erf, which keeps the digits of p − ½; in the tails on the logarithm of the cdf,
 * which is concave, so that at most the first step overshoots.
 *
 * @param p - between 0 and 1; 0 gives −∞ and 1 gives ∞.
 * @throws AnalysisError `invalid-argument` outside, and for NaN.
 * @example
 * ```ts
 * normalQuantile(0.5) // 0
 * ```
 */
export function normalQuantile(p: number): number {
  checkProbability(p)
  if (p === 0) return Number.NEGATIVE_INFINITY
  if (p === 1) return Number.POSITIVE_INFINITY
  if (Math.abs(p - 0.5) < 0.25) return newton(0, (z) => (erf(z / Math.SQRT2) / 2 - (p - 0.5)) / density(z))
  return p < 0.5 ? lowerQuantile(p) : -lowerQuantile(1 - p)
}

function lowerQuantile(p: number): number {
  const target = Math.log(p)
  const square = -2 * target
  // The tail's first term, φ(z)/|z| = p, with the square of z on its right side taken for −2 ln p.
  const start = -Math.sqrt(Math.max(0.4, square - Math.log(2 * Math.PI * square)))
  return newton(start, (z) => {
    const log = normalLogCdf(z)
    // Φ/φ as one exponential: each alone would underflow.
    return (log - target) * Math.exp(log + (z * z) / 2 + logSqrtTwoPi)
  })
}

/** A step squares the error: after one of 1e-9 nothing is left to gain. */
function newton(start: number, step: (z: number) => number): number {
  let z = start
  for (let round = 0; round < 60; round += 1) {
    const change = step(z)
    z -= change
    if (!(Math.abs(change) > 1e-9 * Math.abs(z))) break
  }
  return z
}

function density(z: number): number {
  return Math.exp((-z * z) / 2 - logSqrtTwoPi)
}
