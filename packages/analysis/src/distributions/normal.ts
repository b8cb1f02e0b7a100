import { AnalysisError } from '../errors.ts'
import { erfc } from '../numeric/index.ts'

/**
 * P(Z ≤ z) for a standard normal Z, accurate in the lower tail down to 1e-308.
 *
 * @example
 * ```ts
 * normalCdf(0) // 0.5
 * ```
 */
export function normalCdf(z: number): number {
  return erfc(-z / Math.SQRT2) / 2
}

/** P(Z > z), accurate in the upper tail. */
export function normalSurvival(z: number): number {
  return erfc(z / Math.SQRT2) / 2
}

/**
 * The z with P(Z ≤ z) = p, to about 1e-14 relative: Newton's method on the logarithm of the cdf, which is concave, so
 * that the steps from the left never overshoot.
 *
 * @param p - between 0 and 1; 0 gives −∞ and 1 gives ∞.
 * @throws AnalysisError `invalid-argument` outside, and for NaN.
 */
export function normalQuantile(p: number): number {
  if (!(p >= 0 && p <= 1)) {
    throw new AnalysisError('invalid-argument', `Expected a probability between 0 and 1, got ${p}`, {
      argument: 'p',
      expected: 'a probability between 0 and 1',
      received: String(p),
    })
  }
  if (p === 0) return Number.NEGATIVE_INFINITY
  if (p === 1) return Number.POSITIVE_INFINITY
  // In the lower half Φ keeps its digits; the upper half is its mirror image.
  return p <= 0.5 ? lowerQuantile(p) : -lowerQuantile(1 - p)
}

function lowerQuantile(p: number): number {
  const target = Math.log(p)
  let z = p === 0.5 ? 0 : -Math.sqrt(-2 * target)
  for (let step = 0; step < 60; step += 1) {
    const cdf = normalCdf(z)
    const density = Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI)
    const change = ((Math.log(cdf) - target) * cdf) / density
    if (!Number.isFinite(change)) break
    z -= change
    if (Math.abs(change) <= 1e-16 * Math.abs(z)) break
  }
  return z
}
