/**
 * Σ (t³ − t) over groups of t equal values of two sorted samples together, in one pass: what ties take from the variance of
 * the rank sum, and 0 exactly where there are none.
 */
export function tieCorrection(x: Float64Array, y: Float64Array): number {
  const [n, m] = [x.length, y.length]
  let sum = 0
  let i = 0
  let j = 0
  while (i < n || j < m) {
    const value = j === m || (x[i] ?? Number.POSITIVE_INFINITY) < (y[j] ?? 0) ? x[i] : y[j]
    const from = i + j
    while (i < n && x[i] === value) i += 1
    while (j < m && y[j] === value) j += 1
    const size = i + j - from
    sum += size * size * size - size
  }
  return sum
}
