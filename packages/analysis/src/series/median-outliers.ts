import { median, medianAbsoluteDeviation, type Values } from '../descriptive/index.ts'
import { fenceWidth, outliersBeyond, type FenceOptions, type Outliers } from './outliers.ts'

/** Makes the median distance from the median an estimate of a normal law's standard deviation. */
const normalScale = 1.4826

/**
 * Values further from the median than width · 1.4826 · MAD, the median distance from the median. Up to half of the values
 * can lie anywhere without moving the fence. Where more than half of them are equal the MAD is 0: nothing is removed.
 *
 * @param options.width - default 3.
 * @throws AnalysisError `invalid-argument` for values that are not finite, a width that is not above 0, and a limit
 *   outside [0, 1].
 * @see Hampel (1974), The influence curve and its role in robust estimation.
 * @example
 * ```ts
 * medianOutliers([5, 6, 4, 5, 7, 90]).removed[0] // 5
 * medianOutliers([5, 5, 5, 5, 90]).reason // "no-spread"
 * ```
 */
export function medianOutliers(values: Values, options: FenceOptions = {}): Outliers {
  const width = fenceWidth(options.width ?? 3)
  const middle = median(values)
  const spread = medianAbsoluteDeviation(values)
  if (middle === null || spread === null) return outliersBeyond(values, null, options)
  const reach = width * normalScale * spread
  return outliersBeyond(values, { lower: middle - reach, upper: middle + reach }, options)
}
