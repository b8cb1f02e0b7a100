import { quantile, type Values } from '../descriptive/index.ts'
import { fenceWidth, outliersBeyond, type FenceOptions, type Outliers } from './outliers.ts'

/**
 * Values outside the quartiles (type 7 of Hyndman and Fan) by more than width · (Q3 − Q1). Up to a quarter of the values
 * can lie anywhere on one side without moving the fence. Where the quartiles are equal nothing is removed.
 *
 * @param options.width - default 1.5; 3 for what lies far out.
 * @throws AnalysisError `invalid-argument` for values that are not finite, a width that is not above 0, and a limit
 *   outside [0, 1].
 * @see Tukey (1977), Exploratory Data Analysis.
 * @example
 * ```ts
 * tukeyOutliers([5, 6, 4, 5, 7, 90]).removed[0] // 5
 * tukeyOutliers([1, 2, 3, 4, 5]).upper // 7
 * ```
 */
export function tukeyOutliers(values: Values, options: FenceOptions = {}): Outliers {
  const width = fenceWidth(options.width ?? 1.5)
  const first = quantile(values, 0.25)
  const third = quantile(values, 0.75)
  if (first === null || third === null) return outliersBeyond(values, null, options)
  const reach = width * (third - first)
  return outliersBeyond(values, { lower: first - reach, upper: third + reach }, options)
}
