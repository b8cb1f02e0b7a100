import { invalidArgument } from '../errors.ts'
import { rawBinomialMass } from './binomial.ts'
import { checkCount, checkNumber } from './probability.ts'

/**
 * P(X = k) of the hypergeometric law: k marked ones among `draws` taken without replacement from `marked` marked and
 * `unmarked` others, to about 1e-13 relative.
 *
 * @param k - anything; 0 where it cannot come. The others: whole numbers from 0, `draws` up to marked + unmarked.
 * @throws AnalysisError `invalid-argument` for NaN and counts outside.
 * @see Loader (2000): a quotient of three binomial probabilities, none of which underflows.
 * @example
 * ```ts
 * hypergeometricMass(1, 1, 1, 1) // 0.5
 * ```
 */
export function hypergeometricMass(k: number, marked: number, unmarked: number, draws: number): number {
  check(k, marked, unmarked, draws)
  const isPossible = k >= Math.max(0, draws - unmarked) && k <= Math.min(marked, draws) && Number.isInteger(k)
  if (!isPossible) return 0
  if (draws === 0) return 1
  const all = marked + unmarked
  const [p, q] = [draws / all, (all - draws) / all]
  const ofMarked = rawBinomialMass(k, marked, p, q)
  return (ofMarked * rawBinomialMass(draws - k, unmarked, p, q)) / rawBinomialMass(draws, all, p, q)
}

/**
 * P(X ≤ k), with the digits of the lower tail.
 *
 * @throws AnalysisError `invalid-argument` as `hypergeometricMass`.
 * @example
 * ```ts
 * hypergeometricCdf(0, 1, 1, 1) // 0.5
 * ```
 */
export function hypergeometricCdf(k: number, marked: number, unmarked: number, draws: number): number {
  check(k, marked, unmarked, draws)
  const whole = Math.floor(k)
  if (whole < Math.max(0, draws - unmarked)) return 0
  if (whole >= Math.min(marked, draws)) return 1
  // The tail away from the mean is summed: its terms fall, and nothing is subtracted.
  return whole * (marked + unmarked) <= draws * marked
    ? lowerTail(whole, marked, unmarked, draws)
    : 1 - lowerTail(draws - whole - 1, unmarked, marked, draws)
}

/**
 * P(X > k), with the digits of the upper tail.
 *
 * @throws AnalysisError `invalid-argument` as `hypergeometricMass`.
 * @example
 * ```ts
 * hypergeometricSurvival(0, 1, 1, 1) // 0.5
 * ```
 */
export function hypergeometricSurvival(k: number, marked: number, unmarked: number, draws: number): number {
  return hypergeometricCdf(draws - Math.floor(k) - 1, unmarked, marked, draws)
}

/** Σ P(X = j) over j ≤ k by the ratios of neighbours, downwards until nothing is added. */
function lowerTail(k: number, marked: number, unmarked: number, draws: number): number {
  let term = 1
  let sum = 1
  for (let j = k; term > 1e-17 * sum && j > 0; j -= 1) {
    term *= (j * (unmarked - draws + j)) / (marked - j + 1) / (draws - j + 1)
    sum += term
  }
  return Math.min(1, hypergeometricMass(k, marked, unmarked, draws) * sum)
}

function check(k: number, marked: number, unmarked: number, draws: number): void {
  checkNumber('k', k)
  checkCount('marked', marked)
  checkCount('unmarked', unmarked)
  checkCount('draws', draws)
  if (draws > marked + unmarked) throw invalidArgument('draws', `at most ${marked + unmarked}`, String(draws))
}
