import { checkPositive } from '../distributions/index.ts'
import { invalidArgument } from '../errors.ts'
import { logSumExp } from '../numeric/index.ts'

/**
 * Logarithm of the weighted arithmetic mean of e-values, ln(Σ wᵢ Eᵢ ÷ Σ wᵢ): an e-value again, whatever the dependence of
 * the parts. No other merging has that property for all of them; the product has it for independent ones alone.
 *
 * @param logEValues - ln Eᵢ, at least one; −∞ is an e-value of 0, ∞ is certain.
 * @param weights - as many, each above 0, of any sum; chosen before the values are seen.
 * @throws AnalysisError `invalid-argument` for NaN, lists of different length, none, and weights not above 0.
 * @see Vovk and Wang (2021), E-values: calibration, combination and applications: merging by the
 *   arithmetic mean.
 * @example
 * ```ts
 * combineLogEValues([Math.log(8), Math.log(2)], [1, 2]) // Math.log(4)
 * ```
 */
export function combineLogEValues(
  logEValues: Float64Array | readonly number[],
  weights: Float64Array | readonly number[],
): number {
  checkWeighted(logEValues, weights)
  // Loops: asked at every look of every metric, where the constructor's callback takes ten times as long.
  const shares = new Float64Array(weights.length)
  const weighted = new Float64Array(weights.length)
  for (let at = 0; at < shares.length; at += 1) {
    const share = Math.log(weights[at] ?? Number.NaN)
    shares[at] = share
    weighted[at] = share + (logEValues[at] ?? Number.NaN)
  }
  return logSumExp(weighted) - logSumExp(shares)
}

/** @throws AnalysisError `invalid-argument` where an e-value is missing or none, or a weight does not weigh. */
export function checkWeighted(
  logEValues: Float64Array | readonly number[],
  weights: Float64Array | readonly number[],
): void {
  checkLogEValues(logEValues)
  if (logEValues.length !== weights.length)
    throw invalidArgument('weights', 'as many as the e-values', `${weights.length} for ${logEValues.length}`)
  for (const weight of weights) checkPositive('weights', weight)
}

/** @throws AnalysisError `invalid-argument` for none, and for what is no number: NaN would compare as no evidence. */
export function checkLogEValues(logEValues: Float64Array | readonly number[]): void {
  if (logEValues.length === 0) throw invalidArgument('logEValues', 'one at least', 'none')
  for (const log of logEValues) {
    if (typeof log !== 'number' || Number.isNaN(log)) throw invalidArgument('logEValues', 'numbers', String(log))
  }
}
