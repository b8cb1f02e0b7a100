import { normalQuantile, rankSumCdf, rankSumQuantile } from '../distributions/index.ts'
import { waysToSplit } from './combinations.ts'
import { overflow, type Comparison, type NotComparable } from './comparison.ts'
import { emptySample, isExact } from './mann-whitney.ts'
import { rankSumDeviation } from './rank-sum-deviation.ts'
import { checkLevel, sorted, type Sample } from './sample.ts'
import { differenceSelector } from './select-difference.ts'
import { tieCorrection } from './tie-correction.ts'

export interface HodgesLehmann {
  /** Median of all differences experiment − control. */
  readonly estimate: number
  readonly lower: number
  readonly upper: number
  /** The confidence level that was asked for. */
  readonly level: number
  /** False where the samples are too small for the level, tied or not: the interval then covers less than asked. */
  readonly attained: boolean
  readonly method: 'exact' | 'asymptotic'
  /** `lower` is the rank-th smallest of all differences, `upper` the rank-th largest, counted from 1. */
  readonly rank: number
}

export interface HodgesLehmannOptions {
  /**
   * Confidence of the two-sided interval, above 0 and below 1; a one-sided limit at error α is the matching end of the
   * interval at level 1 − 2α. Default 0.95.
   */
  readonly level?: number
  /** As in `mannWhitney`. */
  readonly method?: 'auto' | 'exact' | 'asymptotic'
}

/**
 * The Hodges–Lehmann shift of the experiment against the control with the confidence interval that inverts the
 * Mann–Whitney test: order statistics k and n·m + 1 − k of all differences. For a ratio, compare logarithms.
 *
 * k is the quantile of the exact distribution (0 becomes 1, with `attained: false`), else
 * max(1, ⌊n·m/2 − z·σ⌋) with the tie-corrected σ. Whatever the ties, a level that even complete separation could not
 * show, 2 ÷ C(n + m, n) being more than 1 − level, is not attained. Time O((n + m) log(n + m)), memory O(n + m): see `differenceSelector`.
 *
 * @returns not comparable as `empty` where a sample has no value, and as `overflow` where differences are larger than
 *   half of the largest number.
 * @throws AnalysisError `invalid-argument` for values that are not finite and levels outside (0, 1).
 * @see Hodges and Lehmann (1963); Bauer (1972) for the interval.
 * @example
 * ```ts
 * hodgesLehmann([1, 2, 3], [11, 12, 13]).estimate // 10
 * ```
 */
export function hodgesLehmann(
  control: Sample,
  experiment: Sample,
  options: HodgesLehmannOptions = {},
): Comparison<HodgesLehmann> {
  checkLevel(options.level ?? 0.95)
  const x = sorted(experiment, 'experiment')
  const y = sorted(control, 'control')
  return withoutShift(x, y) ?? { kind: 'compared', ...shiftOfSorted(x, y, tieCorrection(x, y), options) }
}

/** Why two sorted samples have no shift; `null` where they have one. */
export function withoutShift(x: Float64Array, y: Float64Array): NotComparable | null {
  if (x.length === 0 || y.length === 0) return emptySample(x, y)
  const [n, m] = [x.length, y.length]
  const least = (x[0] ?? 0) - (y[m - 1] ?? 0)
  const most = (x[n - 1] ?? 0) - (y[0] ?? 0)
  // Twice: the estimate may be the mean of two, and the selection interpolates over the range.
  return overflow(2 * Math.max(most, -least))
}

/** The shift of two sorted samples that have one. */
export function shiftOfSorted(
  x: Float64Array,
  y: Float64Array,
  ties: number,
  options: HodgesLehmannOptions,
): HodgesLehmann {
  const { level = 0.95, method = 'auto' } = options
  const [n, m] = [x.length, y.length]
  const all = n * m
  const exact = isExact(x, y, ties, method)
  const alpha = 1 - level
  const k = exact
    ? rankSumQuantile(alpha / 2, n, m)
    : Math.floor(all / 2 + normalQuantile(alpha / 2) * rankSumDeviation(n, m, ties))
  const rank = Math.min(Math.max(1, k), Math.ceil(all / 2))
  const select = differenceSelector(x, y)
  const middle = select(Math.floor((all - 1) / 2))
  return {
    estimate: all % 2 === 1 ? middle : (middle + select(all / 2)) / 2,
    lower: select(rank - 1),
    upper: select(all - rank),
    level,
    // 1 − level is rounded: a level that is met exactly must not fail by the last digit.
    attained:
      2 * (exact ? rankSumCdf(rank - 1, n, m) : k < 1 ? 1 : 1 / waysToSplit(n, m)) <= alpha + 4 * Number.EPSILON,
    method: exact ? 'exact' : 'asymptotic',
    rank,
  }
}
