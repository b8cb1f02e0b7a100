/**
 * The k-th smallest (from 0) of all differences x − y of two sorted samples, without forming them.
 *
 * Row i holds the differences of x[i] with y from its largest to its smallest value, so rows ascend. Each round takes
 * the weighted median of the medians of what is left of the rows as pivot, counts what lies below it by one staircase
 * walk of O(n + m), and cuts every row; a round removes at least a quarter of what is left.
 *
 * @see Johnson and Mizoguchi (1978), Selecting the Kth element in X + Y and X₁ + X₂ + … + Xₘ.
 */
export function selectDifference(x: Float64Array, y: Float64Array, k: number): number {
  const [n, m] = [x.length, y.length]
  const low = new Int32Array(n)
  const high = new Int32Array(n).fill(m)
  const less = new Int32Array(n)
  const upTo = new Int32Array(n)
  const difference = (row: number, column: number): number => (x[row] ?? 0) - (y[m - 1 - column] ?? 0)
  for (;;) {
    const pivot = weightedMedian(low, high, difference)
    let countLess = 0
    let countUpTo = 0
    let below = m
    let within = m
    for (let row = 0; row < n; row += 1) {
      // A larger x has fewer differences under the pivot: the ends only move down.
      while (below > 0 && difference(row, below - 1) >= pivot) below -= 1
      while (within > 0 && difference(row, within - 1) > pivot) within -= 1
      less[row] = below
      upTo[row] = within
      countLess += below
      countUpTo += within
    }
    if (k < countLess) for (let row = 0; row < n; row += 1) high[row] = Math.min(high[row] ?? 0, less[row] ?? 0)
    else if (k >= countUpTo) for (let row = 0; row < n; row += 1) low[row] = Math.max(low[row] ?? 0, upTo[row] ?? 0)
    else return pivot
  }
}

/** The median of the rows' medians, each weighted by what is left of its row. */
function weightedMedian(
  low: Int32Array,
  high: Int32Array,
  difference: (row: number, column: number) => number,
): number {
  const medians = new Float64Array(low.length)
  const rows: number[] = []
  let total = 0
  for (let row = 0; row < low.length; row += 1) {
    const [from, to] = [low[row] ?? 0, high[row] ?? 0]
    if (from >= to) continue
    medians[row] = difference(row, (from + to - 1) >> 1)
    rows.push(row)
    total += to - from
  }
  rows.sort((one, other) => (medians[one] ?? 0) - (medians[other] ?? 0))
  let weight = 0
  for (const row of rows) {
    weight += (high[row] ?? 0) - (low[row] ?? 0)
    if (2 * weight >= total) return medians[row] ?? 0
  }
  return medians[rows.at(-1) ?? 0] ?? 0
}
