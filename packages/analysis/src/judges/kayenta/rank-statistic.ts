import { mostPerSlice, type PlaceTable } from './place-table.ts'
import { sameDouble, tieTerm, type RankedSide } from './ranked-side.ts'

/** The distance, as a share of the values' size, from which on subtraction cannot make two values the same. */
const apart = 2 ** -51

/**
 * The Mann–Whitney statistic of experiment − shift against control, standardised with tie correction and continuity
 * correction: (d − ½ sign d) ÷ s with d = #{x − shift > y} + ½ #{x − shift = y} − nm/2.
 *
 * One walk through the values, and nothing is allocated. Ties are those that rounding makes: x − shift and y that are the
 * same double, also where different x come to the same double. A NaN (∞ − ∞) ranks with +∞.
 *
 * @param places - of the control.
 * @returns NaN where every value is tied and s is 0: there is no statistic.
 */
export function rankStatistic(experiment: RankedSide, control: RankedSide, places: PlaceTable, shift: number): number {
  const { values, distinct, gap } = experiment
  const largest = Math.max(Math.abs(values[0] ?? 0), Math.abs(values[distinct - 1] ?? 0)) + Math.abs(shift)
  const keepsApart = control.gap > 0 && gap > apart * largest
  const isSingles = experiment.before === null && control.before === null
  if (keepsApart && isSingles && places.crowd <= mostPerSlice) {
    return singlesStatistic(values, experiment.size, control.values, control.size, places, shift)
  }
  return groupsStatistic(experiment, control, keepsApart ? places : null, shift)
}

/** Where no value occurs twice, a tie is one of each side, and adds 2³ − 2. */
function singlesStatistic(
  x: Float64Array,
  n: number,
  y: Float64Array,
  m: number,
  { first, low, scale }: PlaceTable,
  shift: number,
): number {
  // Below `start` all are smaller than the other side, from `end` on all are larger.
  const start = countUpTo(x, n, shift, low, false)
  const end = countUpTo(x, n, shift, y[m - 1] ?? 0, true)
  let wins = (n - end) * m
  let equal = 0
  for (let i = start; i < end; i += 1) {
    const value = (x[i] ?? 0) - shift
    let j = first[((value - low) * scale) | 0] ?? 0
    // The first step is without a branch, since nothing foretells it; the sentinel ends the walk.
    j = (j + Number((y[j] ?? 0) < value)) | 0
    let other = y[j] ?? 0
    while (other < value) {
      j = (j + 1) | 0
      other = y[j] ?? 0
    }
    wins += j
    if (other === value) equal += 1
  }
  return standardised(wins + equal / 2, tieTerm(2) * equal, n, m)
}

/** How many x − shift are below a bound, or up to it. */
function countUpTo(x: Float64Array, n: number, shift: number, bound: number, inclusive: boolean): number {
  let from = 0
  let to = n
  while (from < to) {
    const middle = (from + to) >> 1
    const value = (x[middle] ?? 0) - shift
    if (value < bound || (inclusive && value === bound)) from = middle + 1
    else to = middle
  }
  return from
}

/**
 * The statistic group by group.
 *
 * @param places - `null` where different x may come to the same double, or to an infinity or a zero of either sign.
 */
function groupsStatistic(
  experiment: RankedSide,
  control: RankedSide,
  places: PlaceTable | null,
  shift: number,
): number {
  const { values: x, before: xBefore, distinct: xDistinct, size: n } = experiment
  const { values: y, before, distinct: yDistinct, size: m } = control
  let wins = 0
  let ties = control.ties
  let j = 0
  for (let i = 0; i < xDistinct;) {
    const start = i
    const value = ranked((x[i] ?? 0) - shift)
    i += 1
    if (places === null) {
      while (i < xDistinct && sameDouble(ranked((x[i] ?? 0) - shift), value)) i += 1
    } else {
      const slice = (value - places.low) * places.scale
      // Beyond the last slice, all values are smaller but the last one may be the same.
      j = Math.max(j, slice > 0 ? (places.first[slice | 0] ?? yDistinct - 1) : 0)
    }
    while ((y[j] ?? 0) < value) j += 1
    // −0 stands before 0, though it is not smaller.
    if (value === 0 && Object.is(y[j], -0) && Object.is(value, 0)) j += 1
    const count = countBefore(xBefore, i) - countBefore(xBefore, start)
    const below = countBefore(before, j)
    const tied = j < yDistinct && sameDouble(y[j] ?? 0, value) ? countBefore(before, j + 1) - below : 0
    wins += count * (below + tied / 2)
    if (count + tied > 1) ties += tieTerm(count + tied) - tieTerm(tied)
  }
  return standardised(wins, ties, n, m)
}

function countBefore(before: Float64Array | null, group: number): number {
  return before === null ? group : (before[group] ?? 0)
}

function standardised(wins: number, ties: number, n: number, m: number): number {
  const total = n + m
  const excess = wins - (n * m) / 2
  const deviation = Math.sqrt(((n * m) / 12) * (total + 1 - ties / (total * (total - 1))))
  if (deviation === 0) return Number.NaN
  return (excess - Math.sign(excess) * 0.5) / deviation
}

/** ∞ − ∞ ranks highest. */
function ranked(difference: number): number {
  return Number.isNaN(difference) ? Number.POSITIVE_INFINITY : difference
}
