import { checkLogEValues } from './combine-e-values.ts'

/**
 * A p-value made of an e-value, 1/E and 1 at most. Of the largest ln E so far it is valid at every look together.
 *
 * @param logE - ln E; −∞ gives 1, ∞ gives 0.
 * @throws AnalysisError `invalid-argument` for NaN.
 * @see Vovk and Wang (2021), E-values: calibration, combination and applications: from e-values to
 *   p-values; Ville (1939).
 * @example
 * ```ts
 * alwaysValidPValue(Math.log(20)) // 0.05
 * ```
 */
export function alwaysValidPValue(logE: number): number {
  checkLogEValues([logE])
  return Math.min(1, Math.exp(-logE))
}
