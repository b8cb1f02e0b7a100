import { invalidArgument } from '../errors.ts'
import { deviance, regularizedGammaP, regularizedGammaQ, stirlingError } from '../numeric/index.ts'
import { discreteQuantile } from './discrete-quantile.ts'
import { normalQuantile } from './normal.ts'
import { checkNumber, checkProbability } from './probability.ts'

/**
 * P(X = k) of a Poisson law with a mean, to about 1e-14 relative near the mean and 1e-12 where it is 1e-300.
 *
 * @param k - anything; 0 for what is no whole number from 0. @param mean - 0 or more; 0 puts all on k = 0.
 * @throws AnalysisError `invalid-argument` for NaN and means outside.
 * @see Loader (2000), Fast and accurate computation of binomial probabilities.
 * @example
 * ```ts
 * poissonMass(0, 2) // 0.1353352832366127
 * ```
 */
export function poissonMass(k: number, mean: number): number {
  check(k, mean)
  if (!(k >= 0 && Number.isInteger(k))) return 0
  if (mean === 0 || k === 0) return k === 0 ? Math.exp(-mean) : 0
  return Math.exp(-stirlingError(k) - deviance(k, mean)) / Math.sqrt(2 * Math.PI * k)
}

/**
 * P(X ≤ k), with the digits of the lower tail.
 *
 * @throws AnalysisError `invalid-argument` as `poissonMass`.
 * @see DLMF 8.4.10: the upper tail of a gamma law of shape k + 1.
 * @example
 * ```ts
 * poissonCdf(0, 2) // 0.1353352832366127
 * ```
 */
export function poissonCdf(k: number, mean: number): number {
  check(k, mean)
  const whole = Math.floor(k)
  if (whole < 0) return 0
  return whole === Number.POSITIVE_INFINITY ? 1 : regularizedGammaQ(whole + 1, mean)
}

/**
 * P(X > k), with the digits of the upper tail.
 *
 * @throws AnalysisError `invalid-argument` as `poissonMass`.
 * @example
 * ```ts
 * poissonSurvival(-1, 2) // 1
 * ```
 */
export function poissonSurvival(k: number, mean: number): number {
  check(k, mean)
  const whole = Math.floor(k)
  if (whole < 0) return 1
  return whole === Number.POSITIVE_INFINITY ? 0 : regularizedGammaP(whole + 1, mean)
}

/**
 * The smallest k with P(X ≤ k) ≥ probability.
 *
 * @param probability - between 0 and 1; 0 gives 0 and 1 gives ∞ where the mean is above 0. @param mean - up to 2⁵³.
 * @throws AnalysisError `invalid-argument` outside.
 * @example
 * ```ts
 * poissonQuantile(0.5, 4) // 4
 * ```
 */
export function poissonQuantile(probability: number, mean: number): number {
  checkProbability(probability)
  check(0, mean)
  if (mean > Number.MAX_SAFE_INTEGER) throw invalidArgument('mean', 'up to 2⁵³', String(mean))
  if (probability === 0 || mean === 0) return 0
  if (probability === 1) return Number.POSITIVE_INFINITY
  const guess = mean + normalQuantile(probability) * Math.sqrt(mean)
  return discreteQuantile((k) => poissonCdf(k, mean), probability, guess, Number.MAX_SAFE_INTEGER)
}

function check(k: number, mean: number): void {
  checkNumber('k', k)
  if (!(mean >= 0 && mean < Number.POSITIVE_INFINITY)) throw invalidArgument('mean', '0 or more', String(mean))
}
