import { median } from './median.ts'
import { quantileInPlace } from './quantile.ts'
import type { Values } from './values.ts'

/**
 * The median distance from the median, as it is: without the factor 1.4826 = 1/Φ⁻¹(¾) with which it estimates the standard
 * deviation of a normal law (R's `mad` multiplies by it). 0 where more than half of the values are equal.
 *
 * @returns `null` for no values, 0 for one.
 * @throws AnalysisError `invalid-argument` for values that are not finite.
 * @see Hampel (1974), The influence curve and its role in robust estimation, JASA 69.
 * @example
 * ```ts
 * medianAbsoluteDeviation([1, 2, 3, 4, 100]) // 1
 * ```
 */
export function medianAbsoluteDeviation(values: Values): number | null {
  const middle = median(values)
  if (middle === null) return null
  return quantileInPlace(
    Float64Array.from(values, (value) => Math.abs(value - middle)),
    0.5,
  )
}
