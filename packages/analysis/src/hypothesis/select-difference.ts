import { quickSelect } from '../numeric/index.ts'
import { collectBetween, countBelow, leastFrom } from './count-differences.ts'
import { medianOfRows } from './median-of-rows.ts'

/**
 * Selects among all differences x − y of two sorted samples, without forming them: the returned function gives the k-th
 * smallest, counted from 0.
 *
 * A bracket around the answer is narrowed by pivots that are interpolated between counts, each count one walk over the
 * staircase of O(n + m); what is left, no more than n + m differences, is collected and selected from. The first pivots
 * are differences of quantiles that face each other. Where a pair of pivots does not halve the
 * bracket, the smallest difference in it is taken out with all its ties; where that does not help either, the weighted
 * median of the rows' medians is the next pivot, which always takes a quarter away. So the time is
 * O((n + m) log(n + m)) on any data, with one array of n + m numbers.
 *
 * @see Johnson and Mizoguchi (1978), Selecting the Kth element in X + Y and X₁ + X₂ + … + Xₘ; Monahan (1984), Algorithm
 *   616, for pivots that are guessed.
 */
export function differenceSelector(x: Float64Array, y: Float64Array): (k: number) => number {
  const room = new Float64Array(Math.max(smallest, x.length + y.length))
  return (k) => select(x, y, k, room)
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

function select(x: Float64Array, y: Float64Array, k: number, room: Float64Array): number {
  const [n, m] = [x.length, y.length]
  const all = n * m
  const highest = (x[n - 1] ?? 0) - (y[0] ?? 0)
  const bracket = { low: (x[0] ?? 0) - (y[m - 1] ?? 0), high: highest, below: 0, under: all }
  if (all > room.length) {
    bracket.under = countBelow(x, y, highest)
    if (k >= bracket.under) return highest
    encircle(x, y, k, bracket)
  } else {
    bracket.high = Number.POSITIVE_INFINITY
  }
  let stalls = 0
  while (bracket.under - bracket.below > room.length) {
    if (stalls > 2) {
      narrow(x, y, k, bracket, medianOfRows(x, y, bracket.low, bracket.high))
      stalls = 2
    }
    const before = bracket.under - bracket.below
    narrow(x, y, k, bracket, interpolated(bracket, k - room.length / 4))
    narrow(x, y, k, bracket, interpolated(bracket, k + room.length / 4))
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

/**
 * Draws the bracket together by differences of quantiles that face each other. A quantile of all differences lies nearer
 * to their middle than the difference of such a pair, by √½ for normal samples.
 */
function encircle(x: Float64Array, y: Float64Array, k: number, bracket: Bracket): void {
  const { low, high } = bracket
  const share = 0.5 + ((k + 0.5) / (x.length * y.length) - 0.5) * Math.SQRT1_2
  for (let reach = 0.01; reach < 1 && (bracket.low === low || bracket.high === high); reach *= 4) {
    narrow(x, y, k, bracket, facing(x, y, share - reach))
    narrow(x, y, k, bracket, facing(x, y, share + reach))
  }
}

/** A quantile of x less the quantile of y from the other end. */
function facing(x: Float64Array, y: Float64Array, share: number): number {
  const within = Math.min(1, Math.max(0, share))
  return (x[Math.floor(within * (x.length - 1))] ?? 0) - (y[Math.ceil((1 - within) * (y.length - 1))] ?? 0)
}
