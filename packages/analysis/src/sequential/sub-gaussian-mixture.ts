import { normalLogCdf } from '../distributions/index.ts'
import { erfcScaled } from '../numeric/index.ts'
import { crossingFromZero } from './first-crossing.ts'
import {
  checkFinite,
  checkShare,
  checkSides,
  checkVariance,
  priorVariance,
  type MixtureTuning,
} from './mixture-tuning.ts'

/** For the two functions of the sub-Gaussian mixture. */
export interface SubGaussianOptions extends MixtureTuning {
  /** 1: only large sums are evidence. 2: small ones too. Default 1. */
  readonly sides?: 1 | 2
}

/**
 * Evidence of a sum against the hypothesis that its mean is 0 (of one side: 0 or below), ln E. Of increments that are
 * Gaussian, or sub-Gaussian as values within bounds are, e to this is an e-process: it ever reaches 1/α with a chance of
 * α at most.
 *
 * With ρ the variance that the prior is worth: ½ ln(ρ/(v + ρ)) + s²/(2(v + ρ)), and of one side ln 2 + ln Φ(s/√(v + ρ)) more.
 *
 * @param s - the sum; @param v - its variance, from 0: for values between 0 and 1, a quarter of their number.
 * @throws AnalysisError `invalid-argument` for sums and variances that are not finite, variances below 0, and tunings
 *   outside their range.
 * @see Robbins (1970), Statistical methods related to the law of the iterated logarithm; Howard, Ramdas,
 *   McAuliffe and Sekhon (2021), Annals of Statistics 49: the normal mixtures of one and two sides.
 * @example
 * ```ts
 * subGaussianMixtureLogE(35, 120, { tightestAt: 60, tightestAlpha: 0.01, sides: 2 }) // 3.301658538372946
 * ```
 */
export function subGaussianMixtureLogE(s: number, v: number, options: SubGaussianOptions): number {
  const { sides = 1 } = options
  checkFinite('s', s)
  checkVariance(v)
  checkSides(sides)
  return logE(s, v, priorVariance(options, sides), sides)
}

/**
 * The sum at which `subGaussianMixtureLogE` reaches ln(1/α): it is ever reached with a chance of α at most. Of two sides the
 * bound of the absolute sum.
 *
 * @param v - variance of the sum, from 0; @param alpha - above 0 and below 1.
 * @throws AnalysisError `invalid-argument` outside, and as `subGaussianMixtureLogE`.
 * @see Howard et al. (2021), the normal mixtures; of two sides √((v + ρ)(ln(1 + v/ρ) + 2 ln(1/α))).
 * @example
 * ```ts
 * subGaussianMixtureBound(10, 0.01, { tightestAt: 100, sides: 2 }) // 14.87826809946719
 * ```
 */
export function subGaussianMixtureBound(v: number, alpha: number, options: SubGaussianOptions): number {
  const { sides = 1 } = options
  checkVariance(v)
  checkShare('alpha', alpha)
  checkSides(sides)
  const rho = priorVariance(options, sides)
  const threshold = -Math.log(alpha)
  const ofTwo = Math.sqrt((v + rho) * (Math.log1p(v / rho) + 2 * threshold))
  if (sides === 2) return ofTwo
  return crossingFromZero((s) => logE(s, v, rho, 1) - threshold, ofTwo)
}

function logE(s: number, v: number, rho: number, sides: 1 | 2): number {
  const z = s / Math.sqrt(v + rho)
  const shrunk = -Math.log1p(v / rho) / 2
  if (sides === 2) return z ** 2 / 2 + shrunk
  // Far below 0, the square and ln Φ are large and cancel: scaled, they never come apart.
  return z < 0 ? Math.log(erfcScaled(-z / Math.SQRT2)) + shrunk : z ** 2 / 2 + Math.LN2 + normalLogCdf(z) + shrunk
}
