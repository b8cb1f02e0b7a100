import { checkPositive, chiSquaredSurvival } from '../distributions/index.ts'
import { invalidArgument } from '../errors.ts'
import { notComparable, type Comparison } from './comparison.ts'
import { checkLevel } from './sample.ts'

export interface SampleRatioMismatch {
  readonly statistic: number
  readonly degreesOfFreedom: number
  readonly pValue: number
  /** Whether p is below alpha: the traffic was not split as configured, and comparisons of the sides are suspect. */
  readonly isMismatch: boolean
}

/**
 * Did each side get the share of the traffic that it should? Pearson's chi-squared of the counts against the configured
 * weights, for one planned look.
 *
 * @param counts - units that were assigned by chance, two sides or more: requests of one user that stay together count
 *   too often.
 * @param weights - the configured split in the same order, all above 0; [10, 90] and [0.1, 0.9] are the same.
 * @param options.alpha - error of the alarm. Default 0.001: this check is made at every comparison.
 * @returns not comparable as `no-events` where nothing was counted.
 * @throws AnalysisError `invalid-argument` for counts below 0, weights not above 0, lists of different length or of fewer
 *   than two, and alphas outside (0, 1).
 * @see Fabijan et al. (2019), KDD: Diagnosing Sample Ratio Mismatch; R's `chisq.test(p = )`. Wants five expected a side.
 * @example
 * ```ts
 * sampleRatioMismatch([1050, 8950], [10, 90]).statistic // 2.7777777777777777
 * ```
 */
export function sampleRatioMismatch(
  counts: Float64Array | readonly number[],
  weights: Float64Array | readonly number[],
  options: { readonly alpha?: number } = {},
): Comparison<SampleRatioMismatch> {
  const { alpha = 0.001 } = options
  checkLevel(alpha, 'alpha')
  if (!(counts.length >= 2 && counts.length === weights.length))
    throw invalidArgument('weights', 'as many as the counts, two at least', `${weights.length} for ${counts.length}`)
  let total = 0
  for (const count of counts) {
    if (!(count >= 0 && count < Number.POSITIVE_INFINITY)) throw invalidArgument('counts', 'from 0', String(count))
    total += count
  }
  let sum = 0
  for (const weight of weights) {
    checkPositive('weights', weight)
    sum += weight
  }
  if (total === 0) return notComparable('no-events', 'nothing was counted on any side')
  let statistic = 0
  for (let side = 0; side < counts.length; side += 1) {
    const expected = (total * (weights[side] ?? Number.NaN)) / sum
    statistic += ((counts[side] ?? Number.NaN) - expected) ** 2 / expected
  }
  const degreesOfFreedom = counts.length - 1
  const pValue = chiSquaredSurvival(statistic, degreesOfFreedom)
  return { kind: 'compared', statistic, degreesOfFreedom, pValue, isMismatch: !(pValue >= alpha) }
}
