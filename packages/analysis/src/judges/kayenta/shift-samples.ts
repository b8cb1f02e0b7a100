/** One side of a comparison: its distinct values in order, and how often each occurs. */
export interface DistinctValues {
  readonly size: number
  /** How many distinct values there are. */
  readonly distinct: number
  /** The distinct values, ascending, −0 before 0, closed by an infinite sentinel. */
  readonly values: Float64Array
  /** How often each occurs. */
  readonly counts: Float64Array
  /** How many values are smaller than each; the last is `size`. */
  readonly before: Float64Array
  /** Σ(t³ − t) over the counts. */
  readonly ties: number
}

/** Groups sorted values. The two zeros are different values here: Java's order of doubles tells them apart. */
export function distinctValues(sorted: Float64Array): DistinctValues {
  const size = sorted.length
  const values = new Float64Array(size + 1)
  const counts = new Float64Array(size)
  const before = new Float64Array(size + 1)
  let distinct = 0
  let ties = 0
  for (let start = 0; start < size;) {
    const value = sorted[start] ?? 0
    let end = start + 1
    while (end < size && sameDouble(sorted[end] ?? 0, value)) end += 1
    const count = end - start
    values[distinct] = value
    counts[distinct] = count
    before[distinct] = start
    if (count > 1) ties += count ** 3 - count
    distinct += 1
    start = end
  }
  values[distinct] = Number.POSITIVE_INFINITY
  before[distinct] = size
  return { size, distinct, values, counts, before, ties }
}

/** Equal as numbers, and as zeros of the same sign. */
export function sameDouble(one: number, other: number): boolean {
  return one === other && (one !== 0 || Object.is(one, other))
}
