import { mostPerSlice, slicesPerValue, type PlaceTable } from './place-table.ts'

/** Values in order, and the table of their places where sorting left one. */
export interface SortedValues {
  readonly sorted: Float64Array
  /** For values that are all distinct; `null` where they were sorted otherwise. */
  readonly places: PlaceTable | null
}

/** Under this size the built-in sort is as fast. */
const fewest = 40

/**
 * Sorts a copy, in the order of `toSorted` (−0 before 0), in O(n) for values that lie evenly: they are dealt into slices
 * of equal width, and neighbours are put in order. Slices that are crowded are sorted by themselves.
 *
 * @param values - without NaN.
 */
export function sortValues(values: Float64Array): SortedValues {
  const size = values.length
  let low = values[0] ?? 0
  let high = low
  let hasNegativeZero = false
  for (let at = 0; at < size; at += 1) {
    const value = values[at] ?? 0
    if (value < low) low = value
    if (value > high) high = value
    if (value === 0 && Object.is(value, -0)) hasNegativeZero = true
  }
  const last = slicesPerValue * size
  const scale = last / (high - low)
  // A range of 0 or ∞ has no slices, and no comparison tells the two zeros apart.
  if (size < fewest || !(scale > 0 && Number.isFinite(scale)) || hasNegativeZero) {
    return { sorted: values.toSorted(), places: null }
  }
  const first = new Int32Array(last + 3)
  for (let at = 0; at < size; at += 1) {
    const slice = (((values[at] ?? 0) - low) * scale) | 0
    first[slice + 2] = (first[slice + 2] ?? 0) + 1
  }
  let sum = 0
  let crowd = 0
  for (let slice = 2; slice <= last + 2; slice += 1) {
    const count = first[slice] ?? 0
    if (count > crowd) crowd = count
    sum += count
    first[slice] = sum
  }
  // `first[slice + 1]` runs from the slice's start to its end, which is the start of the next one.
  const sorted = new Float64Array(size)
  for (let at = 0; at < size; at += 1) {
    const value = values[at] ?? 0
    const slice = ((value - low) * scale) | 0
    const place = first[slice + 1] ?? 0
    sorted[place] = value
    first[slice + 1] = place + 1
  }
  if (crowd > mostPerSlice) sortCrowded(sorted, first)
  putInOrder(sorted)
  return { sorted, places: { first, low, scale, crowd } }
}

function sortCrowded(sorted: Float64Array, first: Int32Array): void {
  let start = 0
  for (const end of first) {
    if (end - start > mostPerSlice) sorted.subarray(start, end).sort()
    start = end
  }
}

/** Insertion sort: values only move inside their slice. */
function putInOrder(values: Float64Array): void {
  let previous = values[0] ?? 0
  for (let at = 1; at < values.length; at += 1) {
    const value = values[at] ?? 0
    if (value >= previous) {
      previous = value
      continue
    }
    let place = at
    while (place > 0 && (values[place - 1] ?? 0) > value) {
      values[place] = values[place - 1] ?? 0
      place -= 1
    }
    values[place] = value
  }
}
