import type { Reading } from './ordered-readings.ts'
import { momentsOf, toleranceOf, type TimeGrid } from './time-grid.ts'

/** Which reading stands for each moment of a grid. */
export interface Placement {
  /** Per moment the index of its reading, or −1. */
  readonly indices: Int32Array
  /** Readings before the grid, after it, or further than the tolerance from every moment. */
  readonly unplaced: number
  /** Readings that gave way to another one, nearer to the same moment. */
  readonly displaced: number
}

/**
 * Gives each moment the nearest reading within the tolerance. A reading halfway between two moments belongs to the later
 * one; of two readings equally near to a moment the later one stands. Linear time.
 *
 * @param readings - in order of time, as `orderedReadings` gives them.
 * @throws AnalysisError `invalid-argument` as `momentsOf`.
 */
export function placeReadings(readings: readonly Reading[], grid: TimeGrid): Placement {
  const { start, step } = grid
  const indices = new Int32Array(momentsOf(grid)).fill(-1)
  const tolerance = toleranceOf(grid)
  let unplaced = 0
  let displaced = 0
  for (let index = 0; index < readings.length; index += 1) {
    const at = readings[index]?.at ?? Number.NaN
    const moment = Math.floor((at - start) / step + 0.5)
    const distance = Math.abs(at - (start + moment * step))
    const held = indices[moment]
    if (held === undefined || !(distance <= tolerance)) {
      unplaced += 1
      continue
    }
    const heldAt = readings[held]?.at
    if (heldAt !== undefined) displaced += 1
    if (heldAt === undefined || distance <= Math.abs(heldAt - (start + moment * step))) indices[moment] = index
  }
  return { indices, unplaced, displaced }
}
