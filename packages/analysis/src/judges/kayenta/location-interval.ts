import { findCrossing } from './find-crossing.ts'
import { placeTable } from './place-table.ts'
import { rankStatistic } from './rank-statistic.ts'
import { rankedSide } from './ranked-side.ts'
import type { SortedValues } from './sort-values.ts'

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
 * @param control, experiment - at least one value each, without NaN.
 * @returns `null` where every value is tied at an end of the range, so that there is no statistic.
 */
export function locationInterval(
  control: SortedValues,
  experiment: SortedValues,
  tolerance: number = searchTolerance,
): LocationShift | null {
  const x = rankedSide(experiment.sorted)
  const y = rankedSide(control.sorted)
  const places = (y.before === null ? control.places : null) ?? placeTable(y)
  const low = (experiment.sorted[0] ?? 0) - (control.sorted.at(-1) ?? 0)
  const high = (experiment.sorted.at(-1) ?? 0) - (control.sorted[0] ?? 0)
  const atLow = rankStatistic(x, y, places, low)
  const atHigh = rankStatistic(x, y, places, high)
  if (Number.isNaN(atLow) || Number.isNaN(atHigh)) return null
  let tied = 0
  const crossing = (quantile: number): number =>
    findCrossing({
      value: (at) => {
        const statistic = rankStatistic(x, y, places, at)
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
