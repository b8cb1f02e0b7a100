import { invalidArgument } from '../errors.ts'
import { crossingFromZero } from './first-crossing.ts'
import { logLowerGammaRatio } from './log-gamma-ratio.ts'
import { checkFinite, checkShare, checkVariance, priorVariance, type MixtureTuning } from './mixture-tuning.ts'

/** For the functions of the gamma mixtures. */
export interface GammaMixtureOptions extends MixtureTuning {
  /**
   * The scale c, above 0, in the unit of the sum: the range of the values for an empirical Bernstein bound. From
   * a hundred-thousandth of the deviation, below which the sub-Gaussian mixture is the same, to a million.
   */
  readonly scale: number
}

/**
 * Evidence of a sum against the hypothesis that its mean is 0 or below, ln E, for sub-exponential increments. With the
 * variance Σ (x − mean before)² of values within a range of `scale` it is the empirical Bernstein bound, which needs no
 * variance to be known.
 *
 * @param s - the sum; @param v - its variance or the estimate above, from 0.
 * @throws AnalysisError `invalid-argument` for sums and variances that are not finite, variances below 0, a scale not
 *   above 0, and tunings outside their range.
 * @see Howard, Ramdas, McAuliffe and Sekhon (2021), Annals of Statistics 49: the
 *   gamma-exponential mixture, and the empirical Bernstein confidence sequence.
 * @example
 * ```ts
 * gammaExponentialMixtureLogE(10, 50, { scale: 1, tightestAt: 50 }) // 0.2691289563240673
 * ```
 */
export function gammaExponentialMixtureLogE(s: number, v: number, options: GammaMixtureOptions): number {
  const rho = checkGammaMixture(v, options)
  checkFinite('s', s)
  return logE(s, v, rho, options.scale)
}

/**
 * The sum at which `gammaExponentialMixtureLogE` reaches ln(1/α): it is ever reached with a chance of α at most.
 *
 * @param v - as there; @param alpha - above 0 and below 1.
 * @throws AnalysisError `invalid-argument` outside, and as `gammaExponentialMixtureLogE`.
 * @see Howard et al. (2021), the gamma-exponential mixture.
 * @example
 * ```ts
 * gammaExponentialMixtureBound(50, 0.05, { scale: 1, tightestAt: 50 }) // 22.178423995772
 * ```
 */
export function gammaExponentialMixtureBound(v: number, alpha: number, options: GammaMixtureOptions): number {
  const rho = checkGammaMixture(v, options)
  checkShare('alpha', alpha)
  const threshold = -Math.log(alpha)
  return crossingFromZero((s) => logE(s, v, rho, options.scale) - threshold, Math.max(v, options.scale))
}

/** Squared scales in what the prior is worth, below which it knows nothing but the scale. */
const leastSquares = 1e-12

/** Squared scales in the variance, beyond which sums take too long and the scale has no part in the bound. */
const mostSquares = 1e10

/**
 * The variance that the prior is worth.
 *
 * @throws AnalysisError `invalid-argument` for a scale that is none, or nothing beside the variance.
 */
export function checkGammaMixture(v: number, options: GammaMixtureOptions): number {
  const { scale } = options
  const rho = priorVariance(options, 1)
  checkVariance(v)
  if (!(scale > 0 && rho / scale ** 2 >= leastSquares && (v + rho) / scale ** 2 <= mostSquares))
    throw invalidArgument(
      'scale',
      `from ${Math.sqrt(1 / mostSquares)} to ${Math.sqrt(1 / leastSquares)} deviations`,
      String(scale),
    )
  return rho
}

function logE(s: number, v: number, rho: number, scale: number): number {
  const prior = rho / scale ** 2
  const variance = v / scale ** 2
  const end = s / scale + variance + prior
  // Sums beyond all numbers in units of the scale are certain, or nothing.
  if (!Number.isFinite(end)) return end
  return logLowerGammaRatio(variance + prior, end) - logLowerGammaRatio(prior, prior)
}
