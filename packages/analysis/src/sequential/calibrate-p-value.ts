import { checkProbability } from '../distributions/index.ts'
import { checkShare } from './mixture-tuning.ts'

/**
 * ln of an e-value made of a p-value, κ p^(κ − 1): for merging what gives no evidence of its own. Much is lost: 0.01 becomes 5.
 * Of one look; p-values of repeated looks are none.
 *
 * @param pValue - from 0 to 1; 0 gives ∞.
 * @param kappa - above 0 and below 1: smaller ones are better for p-values near 0. Default ½.
 * @throws AnalysisError `invalid-argument` outside.
 * @see Vovk and Wang (2021), E-values: calibration, combination and applications: calibration.
 * @example
 * ```ts
 * calibratePValue(0.01) // Math.log(5)
 * ```
 */
export function calibratePValue(pValue: number, kappa = 0.5): number {
  checkProbability(pValue, 'pValue')
  checkShare('kappa', kappa)
  return Math.log(kappa) + (kappa - 1) * Math.log(pValue)
}
