/**
 * x ln(x ÷ mean) + mean − x: half the Poisson deviance, accurate where x is near the mean and everything would cancel.
 *
 * @param x - 0 or more; @param mean - above 0.
 * @returns 0 or more; 0 where both are equal.
 * @see Loader (2000), Fast and accurate computation of binomial probabilities, eq. 5.2: the series in (x − mean)/(x + mean).
 * @example
 * ```ts
 * deviance(0, 3) // 3
 * ```
 */
export function deviance(x: number, mean: number): number {
  if (x === 0) return mean
  const difference = x - mean
  if (!(Math.abs(difference) < 0.1 * (x + mean))) return x * Math.log(x / mean) - difference
  const v = difference / (x + mean)
  const square = v * v
  let sum = difference * v
  let power = 2 * x * v
  for (let k = 3; ; k += 2) {
    power *= square
    const next = sum + power / k
    if (next === sum) return sum
    sum = next
  }
}
