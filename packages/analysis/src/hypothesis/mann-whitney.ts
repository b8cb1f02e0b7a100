import { normalSurvival, rankSumCdf } from '../distributions/index.ts'
import { notComparable, type Comparison, type NotComparable } from './comparison.ts'
import { conditionalRankSum } from './conditional-rank-sum.ts'
import { countAbove } from './count-above.ts'
import { rankSumDeviation } from './rank-sum-deviation.ts'
import { bothTails } from './both-tails.ts'
import { checkAlternative, checkWord, sorted, type Alternative, type Sample } from './sample.ts'
import { tieCorrection } from './tie-correction.ts'

export interface MannWhitney {
  /** #{experiment > control} + ½ #{experiment = control}. */
  readonly statistic: number
  readonly pValue: number
  readonly method: 'exact' | 'asymptotic'
  /** True where every value of both samples is the same; the p-value is then 1. */
  readonly allTied: boolean
}

export interface MannWhitneyOptions {
  readonly alternative?: Alternative
  /** `auto`: as in R, exact where both samples are smaller than 50 and no value occurs twice. */
  readonly method?: 'auto' | 'exact' | 'asymptotic'
  /** Half a step towards the null hypothesis in the asymptotic method. Default true. */
  readonly continuity?: boolean
}

/** Below this size, and without ties, the exact distribution is used: R's rule. */
const exactBelow = 50

/**
 * Mann and Whitney's test of two independent samples: does the experiment tend to larger values?
 *
 * Exact where both samples are smaller than 50 and no value occurs twice; else the normal approximation with tie
 * correction and continuity correction, as R's `wilcox.test` does. Forced to be exact with ties, it uses the distribution
 * of the rank sum over all ways to split the values at hand (midranks); two-sided it then counts what is at least as far
 * from the middle, which without ties is twice the smaller tail.
 * Valid for one planned look.
 *
 * @returns not comparable as `empty` where a sample has no value.
 * @throws AnalysisError `invalid-argument` for values that are not finite, unknown words, and for `exact` with more than
 *   1,000 values together, 200 where some are tied.
 * @see Mann and Whitney (1947); Lehmann (1975), Nonparametrics, eq. 1.20 for the ties.
 * @example
 * ```ts
 * mannWhitney([1.5, 2.5, 3.5, 6.5, 7.5, 8.5], [1.1, 2.2, 3.3, 4.4, 5.5]).statistic // 9
 * ```
 */
export function mannWhitney(
  control: Sample,
  experiment: Sample,
  options: MannWhitneyOptions = {},
): Comparison<MannWhitney> {
  const x = sorted(experiment, 'experiment')
  const y = sorted(control, 'control')
  if (x.length === 0 || y.length === 0) return emptySample(x, y)
  return { kind: 'compared', ...testSorted(x, y, tieCorrection(x, y), options) }
}

/** Which of two samples has no value. */
export function emptySample(experiment: Float64Array, control: Float64Array): NotComparable {
  return notComparable('empty', `control has ${control.length} values, experiment ${experiment.length}`)
}

/** The test of two sorted samples that are not empty. */
export function testSorted(x: Float64Array, y: Float64Array, ties: number, options: MannWhitneyOptions): MannWhitney {
  const { alternative = 'two-sided', method = 'auto', continuity = true } = options
  checkAlternative(alternative)
  const statistic = countAbove(x, y)
  const exact = isExact(x, y, ties, method)
  const tails = !exact
    ? asymptoticTails(statistic, x, y, ties, continuity)
    : ties > 0
      ? conditionalRankSum(statistic, x, y)
      : exactTails(statistic, x.length, y.length)
  return {
    statistic,
    pValue: tails[alternative],
    method: exact ? 'exact' : 'asymptotic',
    allTied: x[0] === y.at(-1) && y[0] === x.at(-1),
  }
}

/**
 * Whether the exact distribution is used.
 *
 * @throws AnalysisError `invalid-argument` for an unknown method.
 */
export function isExact(
  x: Float64Array,
  y: Float64Array,
  ties: number,
  method: 'auto' | 'exact' | 'asymptotic',
): boolean {
  checkWord(method, ['auto', 'exact', 'asymptotic'])
  return method === 'exact' || (method === 'auto' && ties === 0 && Math.max(x.length, y.length) < exactBelow)
}

function exactTails(u: number, n: number, m: number): Readonly<Record<Alternative, number>> {
  return bothTails(rankSumCdf(u, n, m), rankSumCdf(n * m - u, n, m))
}

/** By the normal law; nothing is shown where all values are the same. */
function asymptoticTails(
  u: number,
  x: Float64Array,
  y: Float64Array,
  ties: number,
  continuity: boolean,
): Readonly<Record<Alternative, number>> {
  const deviation = rankSumDeviation(x.length, y.length, ties)
  if (!(deviation > 0)) return bothTails(1, 1)
  const away = u - (x.length * y.length) / 2
  const half = continuity ? 0.5 : 0
  return bothTails(normalSurvival(-(away + half) / deviation), normalSurvival((away - half) / deviation))
}
