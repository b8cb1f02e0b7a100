import { binomialCdf, binomialQuantile } from '../distributions/index.ts'
import { invalidArgument } from '../errors.ts'
import { quickSelect } from '../numeric/index.ts'
import { checkQuantile, copied, type Sample } from './sample.ts'

/** Order statistics, counted from 1, that hold a quantile between them. Rank 0 and rank n + 1: no limit on that side. */
export interface QuantileRanks {
  readonly lower: number
  readonly upper: number
  /** How often the interval covers: at least what was asked for, where both limits exist. */
  readonly coverage: number
}

/**
 * The ranks of the distribution-free interval of a quantile: qbinom(α/2, n, q) and qbinom(1 − α/2, n, q) + 1.
 *
 * @param n - number of values, whole, from 1; @param q - above 0 and below 1; @param level - above 0 and below 1.
 * @throws AnalysisError `invalid-argument` outside.
 * @see Hahn and Meeker (1991), Statistical Intervals, section 5.2.
 * @example
 * ```ts
 * quantileRanks(100, 0.9, 0.95).upper // 96
 * ```
 */
export function quantileRanks(n: number, q: number, level: number): QuantileRanks {
  if (!(Number.isSafeInteger(n) && n >= 1)) throw invalidArgument('n', 'a whole number from 1', String(n))
  checkQuantile(q, level)
  const alpha = 1 - level
  const lower = binomialQuantile(alpha / 2, n, q)
  const upper = binomialQuantile(1 - alpha / 2, n, q) + 1
  return { lower, upper, coverage: binomialCdf(upper - 1, n, q) - binomialCdf(lower - 1, n, q) }
}

export interface QuantileInterval {
  /** The order statistic ⌈q·n⌉. */
  readonly estimate: number
  /** −∞ and ∞ where the sample is too small for a limit on that side. */
  readonly lower: number
  readonly upper: number
  readonly level: number
  readonly coverage: number
}

/**
 * A quantile with its distribution-free interval, all three of them values of the sample. A finite upper limit needs at
 * least ln(α/2) ÷ ln q values: 368 for p99 at 95 %.
 *
 * @returns `null` for no values.
 * @throws AnalysisError `invalid-argument` for values that are not finite, and as `quantileRanks`.
 * @example
 * ```ts
 * quantileInterval([1, 2, 3, 4, 5, 6, 7, 8, 9, 10], 0.5).lower // 2
 * ```
 */
export function quantileInterval(values: Sample, q: number, level = 0.95): QuantileInterval | null {
  const copy = copied(values, 'values')
  const n = copy.length
  if (n === 0) return null
  const { lower, upper, coverage } = quantileRanks(n, q, level)
  return {
    // q·n is rounded: 0.07 · 100 is a little above 7.
    estimate: quickSelect(copy, Math.max(1, Math.ceil(q * n - 1e-9)) - 1),
    lower: lower < 1 ? Number.NEGATIVE_INFINITY : quickSelect(copy, lower - 1),
    upper: upper > n ? Number.POSITIVE_INFINITY : quickSelect(copy, upper - 1),
    level,
    coverage,
  }
}
