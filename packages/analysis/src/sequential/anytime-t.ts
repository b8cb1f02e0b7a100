import { checkPositive } from '../distributions/index.ts'
import { checkFinite, checkShare } from './mixture-tuning.ts'

/** For the evidence of a t statistic. */
export interface AnytimeTOptions {
  /** Degrees of freedom of the statistic, above 0. */
  readonly degreesOfFreedom: number
  /** Number of observations, above 0. */
  readonly n: number
  /** Observations that the prior is worth, above 0: smaller ones look for larger effects. Default 1. */
  readonly prior?: number
}

/**
 * Evidence of a t statistic against an effect of 0, ln E: of a coefficient in a linear model, a mean, a difference of means.
 * It may be asked for at any time; e to this exceeds 1/α ever with a chance of α at most for Gaussian errors, and for other
 * ones as n grows.
 *
 * The Bayes factor under a g-prior: with r = g/(g + n), ½ ln r + (ν + 1)/2 · [ln(1 + t²/ν) − ln(1 + r t²/ν)].
 *
 * @param t - any number, of any sign.
 * @throws AnalysisError `invalid-argument` for statistics that are not finite, and options not above 0.
 * @see Lindon, Ham, Tingley and Bojinov (2022), Anytime-valid linear models: one coefficient, under a g-prior.
 * @example
 * ```ts
 * anytimeTLogE(2.5, { degreesOfFreedom: 98, n: 100 }) // 0.7215002006874558
 * ```
 */
export function anytimeTLogE(t: number, options: AnytimeTOptions): number {
  const { degreesOfFreedom, n, prior = 1 } = options
  checkFinite('t', t)
  checkPositive('degreesOfFreedom', degreesOfFreedom)
  checkPositive('n', n)
  checkPositive('prior', prior)
  const share = prior / (prior + n)
  const square = (t / degreesOfFreedom) * t
  // ln of (1 + x)/(1 + rx) as 1 + a small part; the square of a huge t is infinite, its limit is not.
  const gain = square === Number.POSITIVE_INFINITY ? 1 / share - 1 : ((1 - share) * square) / (1 + share * square)
  return Math.log(share) / 2 + ((degreesOfFreedom + 1) / 2) * Math.log1p(gain)
}

/**
 * The |t| at which `anytimeTLogE` reaches ln(1/α): estimate ± this × standard error is a confidence sequence.
 *
 * @param alpha - above 0 and below 1; @param options - as there.
 * @returns ∞ where there are too few observations for that much evidence.
 * @throws AnalysisError `invalid-argument` outside.
 * @see Lindon et al. (2022), the same inverted.
 * @example
 * ```ts
 * anytimeTRadius(0.05, { degreesOfFreedom: 98, n: 100 }) // 3.3475397424021307
 * ```
 */
export function anytimeTRadius(alpha: number, options: AnytimeTOptions): number {
  const { degreesOfFreedom, n, prior = 1 } = options
  checkShare('alpha', alpha)
  checkPositive('degreesOfFreedom', degreesOfFreedom)
  checkPositive('n', n)
  checkPositive('prior', prior)
  const logShare = -Math.log1p(n / prior)
  const needed = (-logShare - 2 * Math.log(alpha)) / (degreesOfFreedom + 1)
  // (1 + x)/(1 + rx) never reaches 1/r.
  if (!(needed < -logShare)) return Number.POSITIVE_INFINITY
  return Math.sqrt((degreesOfFreedom * Math.expm1(needed)) / -Math.expm1(logShare + needed))
}
