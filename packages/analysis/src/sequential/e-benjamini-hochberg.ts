import { checkLogEValues } from './combine-e-values.ts'
import { checkShare } from './mixture-tuning.ts'

/**
 * Which of many e-values to look at: among those listed, the expected share of true null hypotheses is α at most, whatever
 * the dependence. For lists that a person looks through; a gate asks `adjustedLogEValues`.
 *
 * Those of the k largest, for the largest k whose smallest is M/(kα) or more.
 *
 * @param logEValues - ln E, at least one; @param alpha - above 0 and below 1.
 * @returns indices, ascending.
 * @throws AnalysisError `invalid-argument` for NaN, none, and alphas outside.
 * @see Wang and Ramdas (2022), False discovery rate control with e-values, JRSS B 84.
 * @example
 * ```ts
 * eBenjaminiHochberg([50, 0.2, 3, 120].map(Math.log), 0.05) // [0, 3]
 * ```
 */
export function eBenjaminiHochberg(logEValues: Float64Array | readonly number[], alpha: number): readonly number[] {
  checkLogEValues(logEValues)
  checkShare('alpha', alpha)
  const descending = Float64Array.from(logEValues).sort().reverse()
  let least = Number.POSITIVE_INFINITY
  for (const [at, log] of descending.entries()) {
    const needed = Math.log(logEValues.length / (at + 1)) - Math.log(alpha)
    // An e-value of exactly 1/α counts, though its logarithm is rounded.
    if (log >= needed - 1e-12) least = log
  }
  return [...logEValues.keys()].filter((index) => (logEValues[index] ?? Number.NEGATIVE_INFINITY) >= least)
}
