/**
 * Where each value of one sorted sample stands in another: #{other < value} + ½ #{other = value}. Their mean and their
 * spread, n − 1 in the denominator, are what rank methods for unequal variances need.
 */
export function placements(
  values: Float64Array,
  other: Float64Array,
): { readonly mean: number; readonly variance: number } {
  const n = values.length
  const places = new Float64Array(n)
  let below = 0
  let upTo = 0
  let sum = 0
  for (let i = 0; i < n; i += 1) {
    const value = values[i] ?? 0
    while (below < other.length && (other[below] ?? 0) < value) below += 1
    while (upTo < other.length && (other[upTo] ?? 0) <= value) upTo += 1
    const place = (below + upTo) / 2
    places[i] = place
    sum += place
  }
  const mean = sum / n
  let squares = 0
  for (let i = 0; i < n; i += 1) squares += ((places[i] ?? 0) - mean) ** 2
  return { mean, variance: squares / (n - 1) }
}
