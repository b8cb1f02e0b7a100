import type { Comparison } from './comparison.ts'
import { checkClaim } from './equivalence.ts'
import { hodgesLehmann } from './hodges-lehmann.ts'
import { checkWord, type Sample } from './sample.ts'
import { shownWithin, type Harm } from './shown-within.ts'
import { welchT } from './welch-t.ts'

export interface NonInferiority {
  /** Experiment − control: of the means (`welch`), or the Hodges–Lehmann shift (`ranks`). */
  readonly difference: number
  /** The one-sided limit at 1 − alpha on the harmful side: non-inferiority is shown where it stays within the margin. */
  readonly limit: number
  readonly isNonInferior: boolean
}

/**
 * Is the experiment shown not to be worse than the control by the margin? One claim on one side: what a promote needs.
 *
 * @param options.harm - which change is bad. @param options.margin - the smallest harm that is unacceptable, above 0.
 * @param options.alpha - error of the claim. Default 0.05.
 * @param options.method - `ranks` (default): the limit of `hodgesLehmann`, which outliers do not move; `welch`: of the
 *   means.
 * @returns not comparable as these two; never non-inferior where the samples are too small for alpha, the limit is then
 *   infinite.
 * @throws AnalysisError `invalid-argument` for margins, alphas, directions and methods outside, and as these two.
 * @see Wellek (2010), Testing Statistical Hypotheses of Equivalence and Noninferiority, chapter 2.
 * @example
 * ```ts
 * nonInferiority([1, 2, 3, 4, 5], [1, 2, 3, 4, 5], { harm: 'increase', margin: 9 }).isNonInferior // true
 * ```
 */
export function nonInferiority(
  control: Sample,
  experiment: Sample,
  options: {
    readonly harm: Harm
    readonly margin: number
    readonly alpha?: number
    readonly method?: 'ranks' | 'welch'
  },
): Comparison<NonInferiority> {
  const { harm, margin, alpha = 0.05, method = 'ranks' } = options
  checkClaim(margin, alpha, harm)
  checkWord(method, ['ranks', 'welch'])
  const limits = method === 'welch' ? ofMeans(control, experiment, alpha) : ofRanks(control, experiment, alpha)
  if (limits.kind !== 'compared') return limits
  return { kind: 'compared', difference: limits.difference, ...shownWithin(limits, harm, -margin, margin) }
}

interface Limits {
  readonly difference: number
  readonly lower: number
  readonly upper: number
}

function ofMeans(control: Sample, experiment: Sample, alpha: number): Comparison<Limits> {
  return welchT(control, experiment, { level: 1 - 2 * alpha })
}

function ofRanks(control: Sample, experiment: Sample, alpha: number): Comparison<Limits> {
  const shift = hodgesLehmann(control, experiment, { level: 1 - 2 * alpha })
  if (shift.kind !== 'compared') return shift
  const { estimate, lower, upper, attained } = shift
  return {
    kind: 'compared',
    difference: estimate,
    lower: attained ? lower : Number.NEGATIVE_INFINITY,
    upper: attained ? upper : Number.POSITIVE_INFINITY,
  }
}
