import { studentTQuantile, studentTSurvival } from '../distributions/index.ts'
import { invalidArgument } from '../errors.ts'
import { notComparable, type Comparison } from './comparison.ts'
import { bothTails } from './both-tails.ts'
import { waysToSplit } from './combinations.ts'
import { emptySample } from './mann-whitney.ts'
import { relativeEffect } from './relative-effect.ts'
import { checkAlternative, checkLevel, checkWord, sorted, type Alternative, type Sample } from './sample.ts'
import { studentizedPermutation } from './studentized-permutation.ts'

export interface BrunnerMunzel {
  /** P(experiment > control) + ½ P(experiment = control): above ½ the experiment tends to larger values. */
  readonly estimate: number
  /** (estimate − ½) ÷ its standard error; ±∞ where the samples do not overlap. */
  readonly statistic: number
  /** Satterthwaite's; ∞ where the samples do not overlap. */
  readonly degreesOfFreedom: number
  readonly pValue: number
  /** Two-sided interval of the estimate at `level`; it may pass 0 or 1. */
  readonly lower: number
  readonly upper: number
  readonly level: number
  readonly method: 't' | 'normal' | 'permutation'
}

/** Below this size of a side the law of the statistic is found by permutation. */
const permuteBelow = 10
/** Most arrangements that `auto` goes through. */
const mostArrangements = 50_000

/**
 * Brunner and Munzel's test: does the experiment tend to larger values, whatever the variances? Use it instead of
 * Mann–Whitney where the spreads differ, as latencies do; where they are equal both ask the same.
 *
 * The interval is estimate ± t · standard error. Samples that do not overlap have no standard error: the p-value is then
 * the share of arrangements at least as extreme, 1 ÷ C(n + m, n), and the interval is the estimate alone.
 *
 * @param options.method - `t`: Student's law with Satterthwaite's degrees of freedom, as SciPy; `normal`; `permutation`:
 *   of the studentised statistic over all arrangements, refused above 50,000 of them. Default `auto`: `permutation` where
 *   a side has fewer than 10 values and there are no more than 50,000 arrangements, else `t`.
 * @returns not comparable as `empty`, as `too-few-values` below two of a side, and as `no-variation` where all values
 *   are the same.
 * @throws AnalysisError `invalid-argument` for values that are not finite, levels outside (0, 1), unknown words, and
 *   `permutation` of too many arrangements.
 * @see Brunner and Munzel (2000), Biometrical Journal 42; Neubert and Brunner (2007) for the permutation.
 * @example
 * ```ts
 * brunnerMunzel([1, 2, 3], [2.5, 3.5, 4.5]).estimate // 0.8888888888888888
 * ```
 */
export function brunnerMunzel(
  control: Sample,
  experiment: Sample,
  options: {
    readonly alternative?: Alternative
    readonly level?: number
    readonly method?: 'auto' | 't' | 'normal' | 'permutation'
  } = {},
): Comparison<BrunnerMunzel> {
  const { alternative = 'two-sided', level = 0.95, method = 'auto' } = options
  checkLevel(level)
  checkAlternative(alternative)
  checkWord(method, ['auto', 't', 'normal', 'permutation'])
  const x = sorted(experiment, 'experiment')
  const y = sorted(control, 'control')
  const [n, m] = [x.length, y.length]
  if (n === 0 || m === 0) return emptySample(x, y)
  if (n < 2 || m < 2) return notComparable('too-few-values', `two values a side are needed, got ${m} and ${n}`)
  if (x[0] === y[m - 1] && y[0] === x[n - 1]) return notComparable('no-variation', `all ${n + m} values are ${x[0]}`)
  const { estimate, error, statistic, degreesOfFreedom } = relativeEffect(x, y)
  const arrangements = waysToSplit(n, m)
  const isFew = arrangements <= mostArrangements
  const used = method !== 'auto' ? method : isFew && Math.min(n, m) < permuteBelow ? 'permutation' : 't'
  if (used === 'permutation' && !isFew)
    throw invalidArgument('method', `t or normal above ${mostArrangements} arrangements`, `${used} of ${arrangements}`)
  const [less, greater] =
    used === 'permutation'
      ? studentizedPermutation(x, y, statistic)
      : error > 0
        ? tails(statistic, used === 't' ? degreesOfFreedom : Number.POSITIVE_INFINITY)
        : separated(statistic, arrangements)
  const half = error > 0 ? error * -studentTQuantile((1 - level) / 2, degreesOfFreedom) : 0
  return {
    kind: 'compared',
    estimate,
    statistic,
    degreesOfFreedom,
    pValue: bothTails(less, greater)[alternative],
    lower: estimate - half,
    upper: estimate + half,
    level,
    method: used,
  }
}

function tails(statistic: number, degreesOfFreedom: number): readonly [number, number] {
  return [studentTSurvival(-statistic, degreesOfFreedom), studentTSurvival(statistic, degreesOfFreedom)]
}

function separated(statistic: number, arrangements: number): readonly [number, number] {
  const p = 1 / arrangements
  return statistic > 0 ? [1, p] : [p, 1]
}
