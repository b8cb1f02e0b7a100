import { normalQuantile, normalSurvival } from '../distributions/index.ts'
import type { Proportion } from '../evidence/index.ts'
import { bothTails } from './both-tails.ts'
import { checkProportion } from './check-proportion.ts'
import { notComparable, type Comparison } from './comparison.ts'
import { checkAlternative, checkLevel, type Alternative } from './sample.ts'

export interface ProportionTest {
  /** Share of the experiment minus share of the control. */
  readonly difference: number
  /** Chi-squared with one degree of freedom. */
  readonly statistic: number
  readonly pValue: number
  /** Wald's interval of the difference at `level`, within [−1, 1]; one-sided where the alternative is. */
  readonly lower: number
  readonly upper: number
  readonly level: number
}

/**
 * The score test of two proportions: the z-test with the pooled share, whose square is Pearson's chi-squared.
 *
 * The interval is Wald's, as R prints it beside this test; it is too narrow for small shares and has no width without
 * events, where `proportionDifference` keeps its level. With fewer than 5 expected events a side use `fisherExact`.
 *
 * @param options.continuity - Yates' correction, never larger than the difference itself. Default false; R's default is
 *   true.
 * @param options.level - confidence of the interval. Default 0.95.
 * @returns not comparable as `empty` where a side counted nothing, as `no-events` where no event was seen and as
 *   `no-variation` where there was nothing else.
 * @throws AnalysisError `invalid-argument` where 0 ≤ events ≤ total does not hold or the level is outside (0, 1).
 * @see Pearson (1900); Yates (1934); R's `prop.test`.
 * @example
 * ```ts
 * proportionTest({ events: 5, total: 10 }, { events: 5, total: 10 }).pValue // 1
 * ```
 */
export function proportionTest(
  control: Proportion,
  experiment: Proportion,
  options: { readonly alternative?: Alternative; readonly continuity?: boolean; readonly level?: number } = {},
): Comparison<ProportionTest> {
  const { alternative = 'two-sided', continuity = false, level = 0.95 } = options
  checkLevel(level)
  checkAlternative(alternative)
  checkProportion(control, 'control')
  checkProportion(experiment, 'experiment')
  const [n, m] = [experiment.total, control.total]
  if (!(n > 0 && m > 0)) return notComparable('empty', `control counted ${m}, experiment ${n}`)
  const pooled = (experiment.events + control.events) / (n + m)
  if (!(pooled > 0)) return notComparable('no-events', `no event in ${n + m}`)
  if (!(pooled < 1)) return notComparable('no-variation', `all of ${n + m} are events`)
  const [one, two] = [experiment.events / n, control.events / m]
  const difference = one - two
  const sizes = 1 / n + 1 / m
  const yates = continuity ? Math.min(sizes / 2, Math.abs(difference)) : 0
  const z = (Math.sign(difference) * (Math.abs(difference) - yates)) / Math.sqrt(pooled * (1 - pooled) * sizes)
  const error = Math.sqrt((one * (1 - one)) / n + (two * (1 - two)) / m)
  const half = yates - normalQuantile(alternative === 'two-sided' ? (1 - level) / 2 : 1 - level) * error
  return {
    kind: 'compared',
    difference,
    statistic: z * z,
    pValue: bothTails(normalSurvival(-z), normalSurvival(z))[alternative],
    lower: alternative === 'less' ? -1 : within(difference - half),
    upper: alternative === 'greater' ? 1 : within(difference + half),
    level,
  }
}

/** One-sided limits at levels below one half would leave the differences that there are. */
function within(limit: number): number {
  return Math.max(-1, Math.min(1, limit))
}
