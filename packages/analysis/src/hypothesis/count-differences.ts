/**
 * Walks over the staircase of all differences x − y of two sorted samples: in row i they fall with j, in column j they
 * rise with i, so that one walk of n + m steps answers for all n·m of them.
 */

/** How many differences are below `limit`. */
export function countBelow(x: Float64Array, y: Float64Array, limit: number): number {
  const m = y.length
  let count = 0
  let j = 0
  for (let i = 0; i < x.length; i += 1) {
    const value = x[i] ?? 0
    while (j < m && value - (y[j] ?? 0) >= limit) j += 1
    if (j === m) break
    count += m - j
  }
  return count
}

/** The smallest difference above `limit`, or at it where that counts; ∞ where there is none. */
export function leastFrom(x: Float64Array, y: Float64Array, limit: number, isIncluded: boolean): number {
  const m = y.length
  let least = Number.POSITIVE_INFINITY
  let j = 0
  for (let i = 0; i < x.length; i += 1) {
    const value = x[i] ?? 0
    for (; j < m; j += 1) {
      const difference = value - (y[j] ?? 0)
      if (!(difference > limit || (isIncluded && difference === limit))) break
    }
    if (j > 0) least = Math.min(least, value - (y[j - 1] ?? 0))
  }
  return least
}

/** Writes all differences from `low` on and below `high` into `out`, which holds them all; returns how many there are. */
export function collectBetween(x: Float64Array, y: Float64Array, low: number, high: number, out: Float64Array): number {
  const m = y.length
  let from = 0
  let to = 0
  let count = 0
  for (let i = 0; i < x.length; i += 1) {
    const value = x[i] ?? 0
    while (from < m && value - (y[from] ?? 0) >= high) from += 1
    while (to < m && value - (y[to] ?? 0) >= low) to += 1
    for (let j = from; j < to; j += 1) {
      out[count] = value - (y[j] ?? 0)
      count += 1
    }
    if (from === m) break
  }
  return count
}
