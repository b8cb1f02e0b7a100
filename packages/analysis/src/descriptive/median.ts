import { quickSelect } from '../numeric/index.ts'
import { scaleOf } from './scaled.ts'
import { finiteValues, type Values } from './values.ts'

/**
 * The middle value, or the mean of the two middle ones. Linear on average, by selection on a copy.
 *
 * @returns `null` for no values.
 * @throws AnalysisError `invalid-argument` for values that are not finite.
 * @example
 * ```ts
 * median([5, 1, 4]) // 4
 * median([1, 2, 3, 10]) // 2.5
 * ```
 */
export function median(values: Values): number | null {
  const copy = new Float64Array(finiteValues(values))
  const n = copy.length
  if (n === 0) return null
  const upper = quickSelect(copy, n >> 1)
  if (n % 2 === 1) return upper
  let lower = copy[0] ?? upper
  for (let at = 1; at < n >> 1; at += 1) lower = Math.max(lower, copy[at] ?? lower)
  const sum = lower + upper
  return Number.isFinite(sum) ? sum / 2 : lower / 2 + upper / 2
}

/**
 * The median distance from the median, unscaled: times 1.4826 it estimates a normal law's standard deviation, and half of
 * the values can lie anywhere without moving it far.
 *
 * @returns `null` for no values; 0 where more than half of them are equal.
 * @throws AnalysisError `invalid-argument` for values that are not finite.
 * @see Hampel (1974), The influence curve and its role in robust estimation.
 * @example
 * ```ts
 * medianAbsoluteDeviation([1, 2, 3, 4, 100]) // 1
 * ```
 */
export function medianAbsoluteDeviation(values: Values): number | null {
  const middle = median(values)
  if (middle === null) return null
  const scale = scaleOf(values)
  const distances = new Float64Array(values.length)
  for (let at = 0; at < distances.length; at += 1) distances[at] = Math.abs((values[at] ?? 0) / scale - middle / scale)
  return (median(distances) ?? 0) * scale
}
