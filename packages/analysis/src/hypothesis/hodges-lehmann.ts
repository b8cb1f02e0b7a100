import { normalQuantile, rankSumCdf, rankSumQuantile } from '../distributions/index.ts'
import { AnalysisError } from '../errors.ts'
import { sorted, type Sample } from './sample.ts'
import { selectDifference } from './select-difference.ts'
import { tieCorrection } from './tie-correction.ts'

export interface HodgesLehmann {
  /** Median of all differences experiment − control. */
  readonly estimate: number
  readonly lower: number
  readonly upper: number
  /** The confidence level that was asked for. */
  readonly level: number
  /** False where the samples are too small for the level: the interval then covers all differences and less than asked. */
  readonly attained: boolean
  readonly method: 'exact' | 'asymptotic'
  /** `lower` is the rank-th smallest of all differences, `upper` the rank-th largest, counted from 1. */
  readonly rank: number
}

/** As in `mannWhitney`: exact below this size and without ties. */
const exactBelow = 50

/**
 * The Hodges–Lehmann shift of the experiment against the control with the confidence interval that inverts the
 * Mann–Whitney test: order statistics k and n·m + 1 − k of all differences. For a ratio, compare logarithms.
 *
 * k is the quantile of the exact distribution (0 becomes 1, with `attained: false`), else
 * max(1, ⌊n·m/2 − z·σ⌋) with the tie-corrected σ. Time O((n + m) log(n + m)) a selection, memory O(n + m).
 *
 * @param options.level - confidence of the two-sided interval, above 0 and below 1; a one-sided limit at error α is the
 *   matching end of the interval at level 1 − 2α. Default 0.95.
 * @throws AnalysisError `invalid-argument` for empty samples, values that are not finite and levels outside (0, 1).
 * @see Hodges and Lehmann (1963); Bauer (1972) for the interval.
 * @example
 * ```ts
 * hodgesLehmann([1, 2, 3], [11, 12, 13]).estimate // 10
 * ```
 */
export function hodgesLehmann(
  control: Sample,
  experiment: Sample,
  options: { readonly level?: number; readonly method?: 'auto' | 'exact' | 'asymptotic' } = {},
): HodgesLehmann {
  const { level = 0.95, method = 'auto' } = options
  if (!(level > 0 && level < 1)) {
    throw new AnalysisError('invalid-argument', `Expected a confidence level between 0 and 1, got ${level}`, {
      argument: 'level',
      expected: 'a number above 0 and below 1',
      received: String(level),
    })
  }
  const x = sorted(experiment, 'experiment')
  const y = sorted(control, 'control')
  const all = x.length * y.length
  const ties = tieCorrection(x, y)
  const exact = method === 'exact' || (method === 'auto' && !ties.hasTies && Math.max(x.length, y.length) < exactBelow)
  const alpha = 1 - level
  const k = exact ? rankSumQuantile(alpha / 2, x.length, y.length) : asymptoticRank(x.length, y.length, ties.sum, alpha)
  const rank = Math.min(Math.max(1, k), Math.ceil(all / 2))
  const middle = selectDifference(x, y, Math.floor((all - 1) / 2))
  return {
    estimate: all % 2 === 1 ? middle : (middle + selectDifference(x, y, all / 2)) / 2,
    lower: selectDifference(x, y, rank - 1),
    upper: selectDifference(x, y, all - rank),
    level,
    // 1 − level is rounded: a level that is met exactly must not fail by the last digit.
    attained: exact ? 2 * rankSumCdf(rank - 1, x.length, y.length) <= alpha + 4 * Number.EPSILON : k >= 1,
    method: exact ? 'exact' : 'asymptotic',
    rank,
  }
}

function asymptoticRank(n: number, m: number, ties: number, alpha: number): number {
  const total = n + m
  const variance = total > 1 ? ((n * m) / 12) * (total + 1 - ties / (total * (total - 1))) : 0
  return Math.floor((n * m) / 2 + normalQuantile(alpha / 2) * Math.sqrt(Math.max(0, variance)))
}
