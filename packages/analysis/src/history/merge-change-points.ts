import type { ChangePoint, ChangePointOptions } from './change-point.ts'
import { meanShift } from './mean-shift.ts'

/** Drops the weakest change point again and again until all that are left are strong enough. */
export function mergeChangePoints(
  series: Float64Array,
  indices: readonly number[],
  limits: Required<Omit<ChangePointOptions, 'windowLength'>>,
): readonly ChangePoint[] {
  const { maxPValue, minMagnitude, retest } = limits
  const places = [...indices]
  const points = places.map((_, at) => tested(series, places, at))
  for (;;) {
    const weakest = weakestOf(points, maxPValue, minMagnitude)
    if (weakest === null) return points
    places.splice(weakest, 1)
    points.splice(weakest, 1)
    for (const at of retest === 'otava' ? [weakest, weakest + 1] : [weakest - 1, weakest]) {
      if (places[at] !== undefined) points[at] = tested(series, places, at)
    }
  }
}

/** The change point at a place, tested with the parts up to its neighbours. */
function tested(series: Float64Array, places: readonly number[], at: number): ChangePoint {
  const index = places[at] ?? 0
  const before = series.subarray(places[at - 1] ?? 0, index)
  return { index, ...meanShift(before, series.subarray(index, places[at + 1] ?? series.length)) }
}

/** The largest p-value that is too large, else the smallest magnitude that is too small; `null` where all are strong. */
function weakestOf(points: readonly ChangePoint[], maxPValue: number, minMagnitude: number): number | null {
  let [unlikely, largest] = [0, Number.NEGATIVE_INFINITY]
  let [small, least] = [0, Number.POSITIVE_INFINITY]
  for (const [at, { pValue, magnitude }] of points.entries()) {
    if (pValue > largest) [unlikely, largest] = [at, pValue]
    if (magnitude < least) [small, least] = [at, magnitude]
  }
  if (!(largest < maxPValue)) return unlikely
  return least > minMagnitude ? null : small
}
