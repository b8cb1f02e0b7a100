import { findCrossing } from './find-crossing.ts'
import { rankStatistic } from './rank-statistic.ts'
import { distinctValues } from './shift-samples.ts'

/** The shift of the experiment against the control. */
export interface LocationShift {
  readonly estimate: number
  readonly lower: number
  readonly upper: number
}

/** The normal quantile of the interval's two-sided level of 98 %. */
export const intervalQuantile = 2.326347874040841
export const intervalLevel = 0.98
/** How near to the crossing the search ends, in the metric's own unit. */
export const searchTolerance = 1e-4

/**
 * The shift with its interval at 98 %, found as Kayenta finds it: where the rank statistic crosses ±2.3263 and 0. The
 * ends are limited to the range of all differences; the estimate keeps the continuity correction, which R leaves out.
 *
 * @param control, experiment - sorted, at least one value each, without NaN.
 * @returns `null` where every value is tied at an end of the range, so that there is no statistic.
 */
export function locationInterval(
  control: Float64Array,
  experiment: Float64Array,
  tolerance: number = searchTolerance,
): LocationShift | null {
  const x = distinctValues(experiment)
  const y = distinctValues(control)
  const low = (experiment[0] ?? 0) - (control[control.length - 1] ?? 0)
  const high = (experiment[experiment.length - 1] ?? 0) - (control[0] ?? 0)
  const atLow = rankStatistic(x, y, low)
  const atHigh = rankStatistic(x, y, high)
  if (Number.isNaN(atLow) || Number.isNaN(atHigh)) return null
  let tied = 0
  const crossing = (quantile: number): number =>
    findCrossing({
      value: (at) => {
        const statistic = rankStatistic(x, y, at)
        if (Number.isNaN(statistic)) tied += 1
        return statistic - quantile
      },
      low,
      high,
      atLow: atLow - quantile,
      atHigh: atHigh - quantile,
      tolerance,
    })
  const end = (quantile: number): number =>
    atLow - quantile <= 0 ? low : atHigh - quantile >= 0 ? high : crossing(quantile)
  const found = { lower: end(intervalQuantile), upper: end(-intervalQuantile), estimate: crossing(0) }
  return tied > 0 ? null : found
}
