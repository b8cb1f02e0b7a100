/** Cumulated probabilities are sums: one that should meet p must not fail by the last digits. As in R. */
const fuzz = 64 * Number.EPSILON

/**
 * The smallest whole k from 0 to `most` with P(X ≤ k) ≥ p, searched outwards from a guess in steps that double, then by
 * halving.
 */
export function discreteQuantile(cdf: (k: number) => number, p: number, guess: number, most: number): number {
  const wanted = p * (1 - fuzz)
  const reaches = (k: number): boolean => cdf(k) >= wanted
  let high = Math.min(most, Math.max(0, Math.round(guess)))
  let step = 1
  // `below` stays under the quantile, `high` at or over it.
  let below = -1
  if (reaches(high)) {
    while (high - step > below && reaches(high - step)) {
      high -= step
      step *= 2
    }
    below = Math.max(below, high - step)
  } else {
    below = high
    for (;;) {
      if (below + step >= most) {
        high = most
        break
      }
      high = below + step
      if (reaches(high)) break
      below = high
      step *= 2
    }
  }
  while (high - below > 1) {
    const middle = below + Math.floor((high - below) / 2)
    if (reaches(middle)) high = middle
    else below = middle
  }
  return high
}
