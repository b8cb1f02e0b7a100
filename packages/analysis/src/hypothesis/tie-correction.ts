/** Ties over both sorted samples: Σ (t³ − t) over groups of equal values, and whether there are any. */
export function tieCorrection(x: Float64Array, y: Float64Array): { readonly sum: number; readonly hasTies: boolean } {
  let sum = 0
  let i = 0
  let j = 0
  while (i < x.length || j < y.length) {
    const value = Math.min(x[i] ?? Number.POSITIVE_INFINITY, y[j] ?? Number.POSITIVE_INFINITY)
    const from = i + j
    while (i < x.length && x[i] === value) i += 1
    while (j < y.length && y[j] === value) j += 1
    const size = i + j - from
    sum += size * size * size - size
  }
  return { sum, hasTies: sum > 0 }
}
