import { gammaPower, logGamma, regularizedGammaP, regularizedGammaQ } from '../numeric/index.ts'
import { checkPositive, checkProbability } from './probability.ts'
import { smallest, tailQuantile } from './tail-quantile.ts'

/**
 * P(X ≤ x) of a gamma law with a shape and scale 1, to about 1e-13 relative; for another scale divide x by it.
 *
 * @param x - anything: 0 below 0; @param shape - above 0.
 * @throws AnalysisError `invalid-argument` for NaN and shapes outside.
 * @see DLMF 8.2.4.
 * @example
 * ```ts
 * gammaCdf(0, 2) // 0
 * ```
 */
export function gammaCdf(x: number, shape: number): number {
  return regularizedGammaP(shape, x < 0 ? 0 : x)
}

/**
 * P(X > x), with the digits of the upper tail.
 *
 * @throws AnalysisError `invalid-argument` as `gammaCdf`.
 * @example
 * ```ts
 * gammaSurvival(2, 1) // 0.1353352832366127
 * ```
 */
export function gammaSurvival(x: number, shape: number): number {
  return regularizedGammaQ(shape, x < 0 ? 0 : x)
}

/**
 * The x with P(X ≤ x) = p.
 *
 * @param p - between 0 and 1; 0 gives 0 and 1 gives ∞.
 * @throws AnalysisError `invalid-argument` outside.
 * @example
 * ```ts
 * gammaQuantile(0.5, 1) // 0.6931471805599453
 * ```
 */
export function gammaQuantile(p: number, shape: number): number {
  checkProbability(p)
  checkPositive('shape', shape)
  if (p === 0) return 0
  if (p === 1) return Number.POSITIVE_INFINITY
  return p <= regularizedGammaP(shape, shape) ? lowerQuantile(p, shape) : upperQuantile(1 - p, shape)
}

/** Searched by u = −ln x, in which the lower tail's logarithm is nearly straight. */
function lowerQuantile(p: number, shape: number): number {
  if (regularizedGammaP(shape, smallest) >= p) return 0
  const u = tailQuantile(
    { beyond: (at) => regularizedGammaP(shape, Math.exp(-at)), density: (at) => gammaPower(shape, Math.exp(-at)) },
    p,
    { low: -Math.log(shape) - 1e-9, high: -Math.log(smallest) },
    -(Math.log(p) + logGamma(shape + 1)) / shape,
  )
  return Math.exp(-u)
}

function upperQuantile(p: number, shape: number): number {
  return tailQuantile(
    { beyond: (x) => regularizedGammaQ(shape, x), density: (x) => gammaPower(shape, x) / x },
    p,
    { low: shape * (1 - 1e-9), high: Number.POSITIVE_INFINITY },
    shape + Math.sqrt(-2 * Math.log(p) * shape) - Math.log(p),
  )
}
