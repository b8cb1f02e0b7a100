import type { RankedSide } from './ranked-side.ts'

/** Where to begin to look for a value among others, found in one step. */
export interface PlaceTable {
  /** For each of the equal slices of the range: how many distinct values are in slices before it. */
  readonly first: Int32Array
  readonly low: number
  /** Slices per unit. */
  readonly scale: number
  /** How many values the fullest slice holds. */
  readonly crowd: number
}

/** So many that a slice seldom holds two values. */
export const slicesPerValue = 4
/** A slice with more values than this is crowded: looking through it is no longer one step. */
export const mostPerSlice = 24

/**
 * Cuts the range of a side into equal slices. Rounding keeps the order, so that every value before `first[slice]` is
 * smaller than all that fall into the slice; where values lie unevenly, more are left to look through.
 */
export function placeTable({ values, distinct }: RankedSide): PlaceTable {
  const low = values[0] ?? 0
  const last = slicesPerValue * distinct
  const wide = last / ((values[distinct - 1] ?? 0) - low)
  const scale = Number.isFinite(wide) ? wide : 0
  const first = new Int32Array(last + 2)
  for (let at = 0; at < distinct; at += 1) {
    const slice = (((values[at] ?? 0) - low) * scale) | 0
    first[slice + 1] = (first[slice + 1] ?? 0) + 1
  }
  let sum = 0
  let crowd = 0
  for (let slice = 1; slice <= last + 1; slice += 1) {
    const count = first[slice] ?? 0
    if (count > crowd) crowd = count
    sum += count
    first[slice] = sum
  }
  return { first, low, scale, crowd }
}
