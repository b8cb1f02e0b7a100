import type { Comparison } from './comparison.ts'
import { ratioOfLogs, type Ratio } from './ratio-of-logs.ts'
import { copied, type Sample } from './sample.ts'
import { welchT } from './welch-t.ts'

/**
 * The ratio of the geometric means, experiment ÷ control, with Welch's interval of the logarithms: for values that
 * multiply rather than add, such as latencies.
 *
 * @param options.level - confidence of the two-sided interval. Default 0.95.
 * @returns not comparable as `not-positive` where a value is 0 or below, and as `welchT`.
 * @throws AnalysisError `invalid-argument` as `welchT`.
 * @example
 * ```ts
 * geometricMeanRatio([1, 4], [4, 16]).estimate // 4
 * ```
 */
export function geometricMeanRatio(
  control: Sample,
  experiment: Sample,
  options: { readonly level?: number } = {},
): Comparison<Ratio> {
  return ratioOfLogs(copied(control, 'control'), copied(experiment, 'experiment'), (c, e) => {
    const result = welchT(c, e, options)
    return result.kind === 'compared' ? { ...result, estimate: result.difference } : result
  })
}
