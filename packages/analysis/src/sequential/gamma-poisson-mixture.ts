import { crossingFromZero } from './first-crossing.ts'
import { checkGammaMixture, type GammaMixtureOptions } from './gamma-exponential-mixture.ts'
import { logUpperGammaRatio } from './log-gamma-ratio.ts'
import { checkFinite, checkShare } from './mixture-tuning.ts'

/**
 * Evidence of a sum against the hypothesis that its mean is 0 or below, ln E, for sub-Poisson increments: counts less their
 * mean, or values that are never more than `scale` above their mean.
 *
 * @param s - the sum; @param v - its variance, from 0.
 * @throws AnalysisError `invalid-argument` for sums and variances that are not finite, variances below 0, a scale not
 *   above 0, and tunings outside their range.
 * @see Howard, Ramdas, McAuliffe and Sekhon (2021), Annals of Statistics 49: the gamma-Poisson
 *   mixture.
 * @example
 * ```ts
 * gammaPoissonMixtureLogE(10, 50, { scale: 1, tightestAt: 50 }) // 0.4112935602663299
 * ```
 */
export function gammaPoissonMixtureLogE(s: number, v: number, options: GammaMixtureOptions): number {
  const rho = checkGammaMixture(v, options)
  checkFinite('s', s)
  return logE(s, v, rho, options.scale)
}

/**
 * The sum at which `gammaPoissonMixtureLogE` reaches ln(1/α): it is ever reached with a chance of α at most.
 *
 * @param v - as there; @param alpha - above 0 and below 1.
 * @throws AnalysisError `invalid-argument` outside, and as `gammaPoissonMixtureLogE`.
 * @see Howard et al. (2021), the gamma-Poisson mixture.
 * @example
 * ```ts
 * gammaPoissonMixtureBound(50, 0.05, { scale: 1, tightestAt: 50 }) // 20.840689971507246
 * ```
 */
export function gammaPoissonMixtureBound(v: number, alpha: number, options: GammaMixtureOptions): number {
  const rho = checkGammaMixture(v, options)
  checkShare('alpha', alpha)
  const threshold = -Math.log(alpha)
  return crossingFromZero((s) => logE(s, v, rho, options.scale) - threshold, Math.max(v, options.scale))
}

function logE(s: number, v: number, rho: number, scale: number): number {
  const prior = rho / scale ** 2
  const mean = v / scale ** 2 + prior
  const shape = s / scale + mean
  // Sums beyond all numbers in units of the scale are certain, or nothing.
  if (!Number.isFinite(shape)) return shape
  return logUpperGammaRatio(shape, mean) - logUpperGammaRatio(prior, prior)
}
