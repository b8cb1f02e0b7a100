/** The middle of measurements that are not empty: the mean of the middle two of an even number. */
export function middleOf(samples: readonly number[]): number {
  const sorted = Float64Array.from(samples).sort()
  const half = Math.floor(sorted.length / 2)
  const upper = sorted[half] ?? Number.NaN
  const lower = sorted[half - 1] ?? Number.NaN
  // By halves: the sum of two numbers near the largest is none.
  return sorted.length % 2 === 1 ? upper : lower / 2 + upper / 2
}

/** The quantile of measurements that are not empty, between the nearest two (type 7). */
export function quantileOf(samples: readonly number[], probability: number): number {
  const sorted = Float64Array.from(samples).sort()
  const at = (sorted.length - 1) * probability
  const lower = sorted[Math.floor(at)] ?? Number.NaN
  const upper = sorted[Math.ceil(at)] ?? Number.NaN
  return lower + (upper - lower) * (at - Math.floor(at))
}

/** The standard deviation with n − 1, or `null` for fewer than two measurements. */
export function deviationOf(samples: readonly number[]): number | null {
  if (samples.length < 2) return null
  let mean = 0
  let squares = 0
  samples.forEach((value, index) => {
    const away = value - mean
    mean += away / (index + 1)
    squares += away * (value - mean)
  })
  const deviation = Math.sqrt(squares / (samples.length - 1))
  return Number.isFinite(deviation) ? deviation : null
}
