/** What is told of one side: its values after cleaning and before noise. */
export interface SummaryStatistics {
  readonly count: number
  readonly mean: number
  readonly min: number
  readonly max: number
  /** Standard deviation of the sample, n − 1 in the denominator. */
  readonly std: number
}

/**
 * Count, mean, extremes and standard deviation, summed in the order of the values, in two passes: the mean is corrected by
 * the mean of what is left over, the variance by the sum of the deviations. No values give zeros, as Kayenta says it.
 *
 * @see Chan, Golub and LeVeque (1983) for the corrected two-pass algorithm.
 */
export function summaryStatistics(values: Float64Array): SummaryStatistics {
  const count = values.length
  if (count === 0) return { count: 0, mean: 0, min: 0, max: 0, std: 0 }
  let min = values[0] ?? 0
  let max = min
  for (let at = 0; at < count; at += 1) {
    const value = values[at] ?? 0
    min = min < value ? min : value
    max = max > value ? max : value
  }
  const mean = meanOf(values)
  return { count, mean, min, max, std: Math.sqrt(varianceOf(values, mean)) }
}

/** The mean in two passes, in the order of the values; NaN without values. */
export function meanOf(values: Float64Array): number {
  const count = values.length
  let sum = 0
  for (let at = 0; at < count; at += 1) sum += values[at] ?? 0
  const first = sum / count
  let rest = 0
  for (let at = 0; at < count; at += 1) rest += (values[at] ?? 0) - first
  return first + rest / count
}

function varianceOf(values: Float64Array, mean: number): number {
  const count = values.length
  if (count === 1) return 0
  let squares = 0
  let sum = 0
  for (let at = 0; at < count; at += 1) {
    const deviation = (values[at] ?? 0) - mean
    squares += deviation * deviation
    sum += deviation
  }
  return (squares - (sum * sum) / count) / (count - 1)
}
