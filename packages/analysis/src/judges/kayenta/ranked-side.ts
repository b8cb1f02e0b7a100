/** One side of a comparison, prepared so that its ranks against the other can be counted again and again. */
export interface RankedSide {
  readonly size: number
  /** How many distinct values there are. */
  readonly distinct: number
  /** The distinct values, ascending, −0 before 0, closed by an infinite sentinel. */
  readonly values: Float64Array
  /** How many of all values are smaller than each, and the size at the end; `null` where every value occurs once. */
  readonly before: Float64Array | null
  /** Σ(t³ − t) over groups of equal values. */
  readonly ties: number
  /** The smallest distance of two distinct values; 0 where a value is infinite or −0. */
  readonly gap: number
}

/** Groups sorted values. The two zeros are different values here: Java's order of doubles tells them apart. */
export function rankedSide(sorted: Float64Array): RankedSide {
  const size = sorted.length
  const values = new Float64Array(size + 1)
  let distinct = 0
  let gap = Number.POSITIVE_INFINITY
  let previous = Number.NaN
  for (let at = 0; at < size; at += 1) {
    const value = sorted[at] ?? 0
    if (sameDouble(value, previous)) continue
    const step = value - previous
    if (step < gap) gap = step
    values[distinct] = value
    distinct += 1
    previous = value
  }
  values[distinct] = Number.POSITIVE_INFINITY
  const isFinite = Number.isFinite((values[distinct - 1] ?? 0) - (values[0] ?? 0))
  const side = { size, distinct, values, gap: isFinite && !hasNegativeZero(sorted) ? gap : 0 }
  return distinct === size ? { ...side, before: null, ties: 0 } : { ...side, ...groups(sorted, values, distinct) }
}

function groups(sorted: Float64Array, values: Float64Array, distinct: number): Pick<RankedSide, 'before' | 'ties'> {
  const before = new Float64Array(distinct + 1)
  let ties = 0
  let at = 0
  for (let group = 0; group < distinct; group += 1) {
    const start = at
    const value = values[group] ?? 0
    while (at < sorted.length && sameDouble(sorted[at] ?? 0, value)) at += 1
    before[group] = start
    ties += tieTerm(at - start)
  }
  before[distinct] = sorted.length
  return { before, ties }
}

/** In sorted values it would be the first of the zeros. */
function hasNegativeZero(sorted: Float64Array): boolean {
  const low = sorted[0] ?? 0
  return low <= 0 && Object.is(sorted[sorted.indexOf(0)], -0)
}

/** Equal as numbers, and as zeros of the same sign. */
export function sameDouble(one: number, other: number): boolean {
  return one === other && (one !== 0 || Object.is(one, other))
}

/** What a group of equal values adds to the tie correction. */
export function tieTerm(count: number): number {
  return count * count * count - count
}
