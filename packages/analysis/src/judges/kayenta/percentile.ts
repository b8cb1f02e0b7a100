/**
 * A percentile of sorted values by R's rule 7: linear between the order statistics around 1 + (n − 1)·percent/100.
 *
 * @param sorted - ascending. No values give NaN, which no value is beyond.
 * @param percent - above 0, below 100.
 * @see Hyndman and Fan (1996), definition 7.
 */
export function percentile(sorted: Float64Array, percent: number): number {
  const count = sorted.length
  const place = 1 + (percent / 100) * (count - 1)
  const below = Math.floor(place)
  if (count <= 1 || place < 1) return sorted[0] ?? Number.NaN
  if (place >= count) return sorted[count - 1] ?? Number.NaN
  const lower = sorted[below - 1] ?? Number.NaN
  const upper = sorted[below] ?? Number.NaN
  return lower + (place - below) * (upper - lower)
}
