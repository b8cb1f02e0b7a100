/** #{x > y} + ½ #{x = y} over all pairs of two sorted samples, in one pass. */
export function countAbove(x: Float64Array, y: Float64Array): number {
  const m = y.length
  let below = 0
  let upTo = 0
  let twice = 0
  for (let i = 0; i < x.length; i += 1) {
    const value = x[i] ?? 0
    while (below < m && (y[below] ?? 0) < value) below += 1
    while (upTo < m && (y[upTo] ?? 0) <= value) upTo += 1
    twice += below + upTo
  }
  return twice / 2
}
