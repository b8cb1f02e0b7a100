import type { Comparison } from './comparison.ts'
import { hodgesLehmann, type HodgesLehmannOptions } from './hodges-lehmann.ts'
import { ratioOfLogs, type Ratio } from './ratio-of-logs.ts'
import { copied, type Sample } from './sample.ts'

/**
 * The median of all ratios experiment ÷ control, with the interval of `hodgesLehmann` on the logarithms: "7.3 % slower,
 * between 3.9 and 10.8".
 *
 * @returns not comparable as `not-positive` where a value is 0 or below, and as `hodgesLehmann`; the interval is open
 *   (0, ∞) where the samples are too small for the level.
 * @throws AnalysisError `invalid-argument` as `hodgesLehmann`.
 * @example
 * ```ts
 * hodgesLehmannRatio([1, 1, 1], [2, 2, 2]).estimate // 2
 * ```
 */
export function hodgesLehmannRatio(
  control: Sample,
  experiment: Sample,
  options: HodgesLehmannOptions = {},
): Comparison<Ratio> {
  return ratioOfLogs(copied(control, 'control'), copied(experiment, 'experiment'), (c, e) => {
    const result = hodgesLehmann(c, e, options)
    if (result.kind !== 'compared' || result.attained) return result
    return { ...result, lower: Number.NEGATIVE_INFINITY, upper: Number.POSITIVE_INFINITY }
  })
}
