/**
 * A difference between `low` (included) and `high` (not) that has at least a quarter of the differences between them on
 * each side: the median of the rows' medians, each weighted by its row's share.
 *
 * @see Johnson and Mizoguchi (1978), section 2.
 */
export function medianOfRows(x: Float64Array, y: Float64Array, low: number, high: number): number {
  const m = y.length
  const medians = new Float64Array(x.length)
  const weights = new Map<number, number>()
  let rows = 0
  let total = 0
  let from = 0
  let to = 0
  for (const value of x) {
    while (from < m && value - (y[from] ?? 0) >= high) from += 1
    while (to < m && value - (y[to] ?? 0) >= low) to += 1
    if (to === from) continue
    const median = value - (y[(from + to) >> 1] ?? 0)
    weights.set(median, (weights.get(median) ?? 0) + to - from)
    medians[rows] = median
    rows += 1
    total += to - from
  }
  const ascending = medians.subarray(0, rows).sort()
  let weight = 0
  let before: number | null = null
  for (const median of ascending) {
    if (median !== before) weight += weights.get(median) ?? 0
    if (2 * weight >= total) return median
    before = median
  }
  return ascending.at(-1) ?? low
}
