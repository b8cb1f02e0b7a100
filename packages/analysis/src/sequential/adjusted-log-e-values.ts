import { logSumExp } from '../numeric/index.ts'
import { checkWeighted } from './combine-e-values.ts'

/**
 * Which part is it? Each e-value lowered to the least weighted mean of all sets of parts that it belongs to: rejecting
 * every part whose adjusted value is 1/α or more errs about any of them with a chance of α at most, whatever the
 * dependence. The adjusted value of the largest is never above the mean of all.
 *
 * Exact for all weights: the set with the least mean is the part itself with those below it, smallest first, as long as
 * they lower the mean.
 *
 * @param logEValues - ln E of each part; @param weights - as for `combineLogEValues`; a set's own weights sum to 1.
 * @returns ln of the adjusted values in the order given, each at most its own.
 * @throws AnalysisError `invalid-argument` as `combineLogEValues`.
 * @see Vovk and Wang (2021), Confidence and discoveries with e-values: the closure of the arithmetic mean.
 * @example
 * ```ts
 * adjustedLogEValues([Math.log(12), Math.log(2)], [1, 1]).map(Math.exp) // [7, 2]
 * ```
 */
export function adjustedLogEValues(
  logEValues: Float64Array | readonly number[],
  weights: Float64Array | readonly number[],
): readonly number[] {
  checkWeighted(logEValues, weights)
  const ascending = [...logEValues.keys()].sort((one, other) => ordered(logEValues[one], logEValues[other]))
  return Array.from(logEValues, (own, at) => {
    // Sums stay in logarithms: a part of e-value 1e-300 beside one of 1e300 still has its digits.
    let evidence = own + Math.log(weights[at] ?? Number.NaN)
    let weight = weights[at] ?? Number.NaN
    let least = own
    for (const other of ascending) {
      const log = logEValues[other] ?? Number.NaN
      if (!(log < least)) break
      evidence = logSumExp([evidence, log + Math.log(weights[other] ?? Number.NaN)])
      weight += weights[other] ?? Number.NaN
      least = Math.min(least, evidence - Math.log(weight))
    }
    return least
  })
}

/** Differences of infinities are none. */
function ordered(one = 0, other = 0): number {
  return one < other ? -1 : Number(one > other)
}
