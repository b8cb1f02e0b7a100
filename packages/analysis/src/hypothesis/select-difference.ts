import { quickSelect } from '../numeric/index.ts'
import { collectBetween, countBelow, leastFrom } from './count-differences.ts'
import { medianOfRows } from './median-of-rows.ts'

/**
 * Selects among all differences x − y of two sorted samples, without forming them: the returned function gives the k-th
 * smallest, counted from 0.
 *
 * A bracket around the answer is narrowed by pivots that are interpolated between counts, each count one walk over the
 * staircase of O(n + m); what is left, no more than n + m differences, is collected and selected from. The first pivots
 * come from the differences of a few evenly spaced values of both samples. Where a pair of pivots does not halve the
 * bracket, the smallest difference in it is taken out with all its ties; where that does not help either, the weighted
 * median of the rows' medians is the next pivot, which always takes a quarter away. So the time is
 * O((n + m) log(n + m)) on any data, with one array of n + m numbers.
 *
 * @see Johnson and Mizoguchi (1978), Selecting the Kth element in X + Y and X₁ + X₂ + … + Xₘ; Monahan (1984), Algorithm
 *   616, for pivots that are guessed.
 */
export function differenceSelector(x: Float64Array, y: Float64Array): (k: number) => number {
  const grid = gridOfDifferences(x, y)
  const room = new Float64Array(Math.max(smallest, x.length + y.length))
  return (k) => select(x, y, k, grid, room)
}

/** So few differences are sorted out faster than any walk could narrow them. */
const smallest = 48

/** The bracket: `low` ≤ answer < `high`, with the numbers of differences below each end. */
interface Bracket {
  low: number
  high: number
  below: number
  under: number
}

function select(x: Float64Array, y: Float64Array, k: number, grid: Float64Array, room: Float64Array): number {
  const [n, m] = [x.length, y.length]
  const all = n * m
  const highest = (x[n - 1] ?? 0) - (y[0] ?? 0)
  const bracket = { low: (x[0] ?? 0) - (y[m - 1] ?? 0), high: highest, below: 0, under: all }
  if (all > room.length) {
    bracket.under = countBelow(x, y, highest)
    if (k >= bracket.under) return highest
    const place = ((k + 0.5) / all) * grid.length
    const reach = 1 + grid.length / 40
    narrow(x, y, k, bracket, grid[Math.floor(place - reach)] ?? bracket.low)
    narrow(x, y, k, bracket, grid[Math.ceil(place + reach)] ?? bracket.high)
  } else {
    bracket.high = Number.POSITIVE_INFINITY
  }
  let stalls = 0
  while (bracket.under - bracket.below > room.length) {
    const before = bracket.under - bracket.below
    if (stalls > 2) narrow(x, y, k, bracket, medianOfRows(x, y, bracket.low, bracket.high))
    else {
      narrow(x, y, k, bracket, interpolated(bracket, k - room.length / 4))
      narrow(x, y, k, bracket, interpolated(bracket, k + room.length / 4))
    }
    if (2 * (bracket.under - bracket.below) <= before) continue
    stalls += 1
    const least = leastFrom(x, y, bracket.low, true)
    const above = leastFrom(x, y, least, false)
    const upTo = countBelow(x, y, above)
    if (k < upTo) return least
    bracket.low = above
    bracket.below = upTo
  }
  const count = collectBetween(x, y, bracket.low, bracket.high, room)
  return quickSelect(room, k - bracket.below, count)
}

/** Moves the end of the bracket that the pivot lies on the side of; a pivot outside says nothing new. */
function narrow(x: Float64Array, y: Float64Array, k: number, bracket: Bracket, pivot: number): void {
  if (!(pivot > bracket.low && pivot < bracket.high)) return
  const count = countBelow(x, y, pivot)
  if (count <= k) {
    bracket.low = pivot
    bracket.below = count
  } else {
    bracket.high = pivot
    bracket.under = count
  }
}

/** Where the rank would lie if the differences were spread evenly over the bracket. */
function interpolated({ low, high, below, under }: Bracket, rank: number): number {
  return low + (high - low) * ((rank - below) / (under - below))
}

/** The differences of a few evenly spaced values of both samples, sorted: the shape of all of them. */
function gridOfDifferences(x: Float64Array, y: Float64Array): Float64Array {
  const side = (length: number): number => Math.min(length, 32, Math.max(8, Math.round(Math.sqrt(length))))
  const [rows, columns] = [side(x.length), side(y.length)]
  const grid = new Float64Array(rows * columns)
  let at = 0
  for (let i = 0; i < rows; i += 1) {
    const value = x[Math.floor(((i + 0.5) * x.length) / rows)] ?? 0
    for (let j = 0; j < columns; j += 1) {
      grid[at] = value - (y[Math.floor(((j + 0.5) * y.length) / columns)] ?? 0)
      at += 1
    }
  }
  return grid.sort()
}
