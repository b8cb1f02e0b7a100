import { deviance, regularizedBeta, stirlingError } from '../numeric/index.ts'
import { discreteQuantile } from './discrete-quantile.ts'
import { normalQuantile } from './normal.ts'
import { checkCount, checkNumber, checkProbability } from './probability.ts'

/**
 * P(X = k) of a binomial law: k events in n trials with probability p each, to about 1e-14 relative near
 * the mean and 1e-12 where it is 1e-300.
 *
 * @param k - anything; 0 for what is no whole number from 0 to n. @param n - a whole number from 0.
 * @throws AnalysisError `invalid-argument` for NaN, n and p outside.
 * @see Loader (2000), Fast and accurate computation of binomial probabilities.
 * @example
 * ```ts
 * binomialMass(1, 2, 0.5) // 0.5
 * ```
 */
export function binomialMass(k: number, n: number, p: number): number {
  check(k, n, p)
  if (!(k >= 0 && k <= n && Number.isInteger(k))) return 0
  return rawBinomialMass(k, n, p, 1 - p)
}

/** The same with q = 1 − p given apart, and without checks. */
export function rawBinomialMass(k: number, n: number, p: number, q: number): number {
  if (p === 0) return k === 0 ? 1 : 0
  if (q === 0) return k === n ? 1 : 0
  if (k === 0) return Math.exp(p < 0.1 ? n * Math.log1p(-p) : n * Math.log(q))
  if (k === n) return Math.exp(q < 0.1 ? n * Math.log1p(-q) : n * Math.log(p))
  const exponent =
    stirlingError(n) - stirlingError(k) - stirlingError(n - k) - deviance(k, n * p) - deviance(n - k, n * q)
  return Math.exp(exponent) * Math.sqrt(n / (2 * Math.PI * k * (n - k)))
}

/**
 * P(X ≤ k), with the digits of the lower tail.
 *
 * @throws AnalysisError `invalid-argument` as `binomialMass`.
 * @see DLMF 8.17.5.
 * @example
 * ```ts
 * binomialCdf(1, 2, 0.5) // 0.75
 * ```
 */
export function binomialCdf(k: number, n: number, p: number): number {
  check(k, n, p)
  const whole = Math.floor(k)
  if (whole < 0) return 0
  return whole >= n ? 1 : regularizedBeta(1 - p, n - whole, whole + 1, p)
}

/**
 * P(X > k), with the digits of the upper tail.
 *
 * @throws AnalysisError `invalid-argument` as `binomialMass`.
 * @example
 * ```ts
 * binomialSurvival(1, 2, 0.5) // 0.25
 * ```
 */
export function binomialSurvival(k: number, n: number, p: number): number {
  check(k, n, p)
  const whole = Math.floor(k)
  if (whole < 0) return 1
  return whole >= n ? 0 : regularizedBeta(p, whole + 1, n - whole, 1 - p)
}

/**
 * The smallest k with P(X ≤ k) ≥ probability.
 *
 * @param probability - between 0 and 1; 0 gives 0.
 * @throws AnalysisError `invalid-argument` outside.
 * @example
 * ```ts
 * binomialQuantile(0.5, 10, 0.5) // 5
 * ```
 */
export function binomialQuantile(probability: number, n: number, p: number): number {
  checkProbability(probability)
  check(0, n, p)
  if (probability === 0 || p === 0) return 0
  if (probability === 1 || p === 1) return n
  const guess = n * p + normalQuantile(probability) * Math.sqrt(n * p * (1 - p))
  return discreteQuantile((k) => binomialCdf(k, n, p), probability, guess, n)
}

function check(k: number, n: number, p: number): void {
  checkNumber('k', k)
  checkCount('n', n)
  checkProbability(p)
}
