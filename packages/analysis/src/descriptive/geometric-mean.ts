import { mean } from './mean.ts'
import { finiteValues, type Values } from './values.ts'

/**
 * exp of the mean logarithm: the middle of values that multiply, such as latencies.
 *
 * @returns `null` for no values, and where one is 0 or below.
 * @throws AnalysisError `invalid-argument` for values that are not finite.
 * @example
 * ```ts
 * geometricMean([1, 4, 16]) // 4
 * ```
 */
export function geometricMean(values: Values): number | null {
  const checked = finiteValues(values)
  for (let at = 0; at < checked.length; at += 1) if (!((checked[at] ?? 0) > 0)) return null
  const logs = mean(Float64Array.from(checked, (value) => Math.log(value)))
  return logs === null ? null : Math.exp(logs)
}
