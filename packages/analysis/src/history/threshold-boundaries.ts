import { invalidArgument } from '../errors.ts'

/** How limits are drawn around the history of a benchmark, and how far away: one of the two sides at least. */
export interface BenchmarkThreshold {
  /**
   * `static`: `lower` and `upper` are the limits. `percentage`: shares of the mean (0.1 is 10 %). `z-score`, `t-test`,
   * `log-normal`: the probability, from 0.5 and below 1, that a result of an unchanged benchmark stays on the near side of
   * the limit. `iqr`, `delta-iqr`: multiples of the interquartile range.
   */
  readonly method: 'static' | 'percentage' | 'z-score' | 't-test' | 'log-normal' | 'iqr' | 'delta-iqr'
  readonly lower?: number
  readonly upper?: number
}

/** What a boundary of each method may be. */
const anyNumber = { from: Number.NEGATIVE_INFINITY, below: Number.POSITIVE_INFINITY, words: 'a number' }
const fromZero = { from: 0, below: Number.POSITIVE_INFINITY, words: 'a number from 0' }
const probability = { from: 0.5, below: 1, words: 'a probability from 0.5 and below 1' }
const boundaries = new Map([
  ['static', anyNumber],
  ['percentage', fromZero],
  ['z-score', probability],
  ['t-test', probability],
  ['log-normal', probability],
  ['iqr', fromZero],
  ['delta-iqr', fromZero],
])

/** @throws AnalysisError `invalid-argument` for an unknown method, no boundary, and boundaries outside their range. */
export function checkThreshold({ method, lower, upper }: BenchmarkThreshold): void {
  const range = boundaries.get(method)
  if (range === undefined) throw invalidArgument('method', [...boundaries.keys()].join(', '), method)
  if (lower === undefined && upper === undefined)
    throw invalidArgument('threshold', 'a lower or an upper boundary', 'none')
  for (const [name, boundary] of Object.entries({ lower, upper })) {
    if (boundary !== undefined && !(Number.isFinite(boundary) && boundary >= range.from && boundary < range.below))
      throw invalidArgument(name, range.words, String(boundary))
  }
  if (method === 'static' && (lower ?? Number.NEGATIVE_INFINITY) > (upper ?? Number.POSITIVE_INFINITY))
    throw invalidArgument('lower', `${upper}, the upper limit, or less`, String(lower))
}
