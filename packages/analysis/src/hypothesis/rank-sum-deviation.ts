/** The standard deviation of Mann and Whitney's U under the null hypothesis; 0 where all values are the same. */
export function rankSumDeviation(n: number, m: number, ties: number): number {
  const total = n + m
  return Math.sqrt(Math.max(0, ((n * m) / 12) * (total + 1 - ties / (total * (total - 1)))))
}
