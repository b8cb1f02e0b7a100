import { mean, variance } from '../descriptive/index.ts'
import { studentTQuantile, studentTSurvival } from '../distributions/index.ts'
import { bothTails } from './both-tails.ts'
import { notComparable, overflow, type Comparison, type NotComparable } from './comparison.ts'
import { checkAlternative, checkLevel, copied, type Alternative, type Sample } from './sample.ts'
import { invalidArgument } from '../errors.ts'

export interface WelchT {
  /** Mean of the experiment − mean of the control. */
  readonly difference: number
  readonly standardError: number
  /** (difference − null value) ÷ standard error. */
  readonly statistic: number
  /** Satterthwaite's, between whole numbers as a rule. */
  readonly degreesOfFreedom: number
  readonly pValue: number
  /** Interval of the difference at `level`; one-sided, with an infinite end, where the alternative is. */
  readonly lower: number
  readonly upper: number
  readonly level: number
}

/**
 * Welch's test of two means with unequal variances. For values that multiply, such as latencies, take logarithms first
 * (`geometricMeanRatio`); the t law needs means that are near normal, so tails heavier than a log-normal's want ranks.
 *
 * @param options.nullValue - the difference of the null hypothesis. Default 0.
 * @param options.level - confidence of the interval. Default 0.95.
 * @returns not comparable as `empty`, as `too-few-values` below two of a side, as `no-variation` where neither side varies
 *   by more than rounding, and as `overflow` where a difference or a variance is larger than a number can hold.
 * @throws AnalysisError `invalid-argument` for values that are not finite and levels outside (0, 1).
 * @see Welch (1947), Biometrika 34; the same as R's `t.test`.
 * @example
 * ```ts
 * welchT([1, 2, 3], [3, 4, 5]).difference // 2
 * ```
 */
export function welchT(
  control: Sample,
  experiment: Sample,
  options: { readonly alternative?: Alternative; readonly level?: number; readonly nullValue?: number } = {},
): Comparison<WelchT> {
  const { alternative = 'two-sided', level = 0.95, nullValue = 0 } = options
  checkLevel(level)
  checkAlternative(alternative)
  if (!Number.isFinite(nullValue)) throw invalidArgument('nullValue', 'a finite number', String(nullValue))
  const means = differenceOfMeans(control, experiment)
  if (means.kind !== 'compared') return means
  const { difference, standardError, degreesOfFreedom } = means
  const statistic = (difference - nullValue) / standardError
  const less = studentTSurvival(-statistic, degreesOfFreedom)
  const greater = studentTSurvival(statistic, degreesOfFreedom)
  const half =
    -studentTQuantile(alternative === 'two-sided' ? (1 - level) / 2 : 1 - level, degreesOfFreedom) * standardError
  return {
    ...means,
    statistic,
    pValue: bothTails(less, greater)[alternative],
    lower: alternative === 'less' ? Number.NEGATIVE_INFINITY : difference - half,
    upper: alternative === 'greater' ? Number.POSITIVE_INFINITY : difference + half,
    level,
  }
}

/** Below this share of the larger mean a standard error is rounding: R's rule for data that are essentially constant. */
const rounding = 10 * Number.EPSILON

function differenceOfMeans(
  control: Sample,
  experiment: Sample,
): NotComparable | (Pick<WelchT, 'difference' | 'standardError' | 'degreesOfFreedom'> & { readonly kind: 'compared' }) {
  const x = copied(experiment, 'experiment')
  const y = copied(control, 'control')
  const [n, m] = [x.length, y.length]
  const [meanX, meanY, varianceX, varianceY] = [mean(x), mean(y), variance(x), variance(y)]
  if (meanX === null || meanY === null) return notComparable('empty', `control has ${m} values, experiment ${n}`)
  if (varianceX === null || varianceY === null)
    return notComparable('too-few-values', `two values a side are needed, got ${m} and ${n}`)
  const [ofX, ofY] = [varianceX / n, varianceY / m]
  const standardError = Math.sqrt(ofX + ofY)
  if (!(standardError > rounding * Math.max(Math.abs(meanX), Math.abs(meanY))))
    return notComparable('no-variation', `neither side varies: ${meanY} and ${meanX}`)
  const difference = meanX - meanY
  const beyond = overflow(difference + standardError)
  if (beyond !== null) return beyond
  // Shares of the variance: its square would be none at values that are small or large.
  const share = ofX / (ofX + ofY)
  const degreesOfFreedom = 1 / (share ** 2 / (n - 1) + (1 - share) ** 2 / (m - 1))
  return { kind: 'compared', difference, standardError, degreesOfFreedom }
}
