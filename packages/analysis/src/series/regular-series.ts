import type { Point } from '../evidence/index.ts'
import { orderedReadings, type OrderedReadings, type Reading } from './ordered-readings.ts'
import { placeReadings, type Placement } from './place-readings.ts'
import { missing } from './single-value.ts'
import { toleranceOf, type TimeGrid } from './time-grid.ts'

/** What putting points onto a grid did to them. None of it is silent. */
export type PlacementFacts = Omit<OrderedReadings, 'readings'> & Omit<Placement, 'indices'>

/** A series with one reading per moment of a grid. */
export interface RegularSeries extends PlacementFacts {
  /** One per moment, in order; a moment without a reading is missing as `no-data`. */
  readonly readings: readonly Reading[]
}

/**
 * A series on a regular grid: at each moment the nearest point within the tolerance. Nothing is interpolated and nothing
 * is carried forward: a moment that no point stands for is missing.
 *
 * @throws AnalysisError `invalid-argument` as `momentsOf`.
 * @example
 * ```ts
 * regularSeries([{ at: 1, value: 7 }], { start: 0, end: 20, step: 10 }).readings.length // 3
 * regularSeries([{ at: 1, value: 7 }], { start: 0, end: 20, step: 10 }).readings[0].value.value // 7
 * regularSeries([{ at: 1, value: 7 }], { start: 0, end: 20, step: 10 }).readings[1].value.kind // "missing"
 * ```
 */
export function regularSeries(points: readonly Point[], grid: TimeGrid): RegularSeries {
  const { readings, ...order } = orderedReadings(points)
  const { indices, ...places } = placeReadings(readings, grid)
  return { ...order, ...places, readings: readingsAt(readings, indices, grid) }
}

/** The readings that stand for the moments of a grid, each at its moment's own time. */
export function readingsAt(readings: readonly Reading[], indices: Int32Array, grid: TimeGrid): readonly Reading[] {
  const tolerance = toleranceOf(grid)
  return Array.from(indices, (index, moment): Reading => {
    const at = grid.start + moment * grid.step
    const value = readings[index]?.value ?? missing('no-data', `There is no point within ${tolerance} ms of ${at}`)
    return { at, value }
  })
}
