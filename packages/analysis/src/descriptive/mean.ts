import { scaledMean, scaleOf } from './centered.ts'
import { finiteValues, type Values } from './values.ts'

/**
 * The arithmetic mean, with the rounding error of the sum taken out by a second pass.
 *
 * @returns `null` for no values.
 * @throws AnalysisError `invalid-argument` for values that are not finite.
 * @example
 * ```ts
 * mean([1, 2, 6]) // 3
 * ```
 */
export function mean(values: Values): number | null {
  const checked = finiteValues(values)
  if (checked.length === 0) return null
  const scale = scaleOf(checked)
  return scale * scaledMean(checked, scale)
}
