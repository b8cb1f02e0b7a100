import { finiteValues, mean, median, quantile, standardDeviation, type Values } from '../descriptive/index.ts'
import { normalQuantile, studentTQuantile } from '../distributions/index.ts'
import { invalidArgument } from '../errors.ts'
import { notComparable, type Comparison, type NotComparable } from '../hypothesis/index.ts'

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

export interface BenchmarkLimits {
  /** What the limits are drawn around: mean, median or geometric mean; `null` for static limits. */
  readonly baseline: number | null
  /** `null` where the threshold names none. */
  readonly lower: number | null
  readonly upper: number | null
}

/** A baseline and the way from it to a limit at a boundary. */
type Spread = { readonly baseline: number; readonly reach: (boundary: number) => number } | NotComparable

/**
 * Limits for the next result of a benchmark from its earlier ones, as Bencher's thresholds draw them: always as far below
 * the baseline as above it.
 *
 * - `percentage`: mean ± share · mean.
 * - `z-score`: mean ± z·s. `t-test`: mean ± t·s·√(1 + 1/n) with n − 1 degrees of freedom, the prediction interval of one more
 *   normal value, which is the honest one of the two for short histories. s with n − 1 in the denominator.
 * - `log-normal`: with mean μ and deviation s of the logarithms e^μ and e^(μ + z·s); the lower limit mirrors the upper one.
 * - `iqr`: median ± multiple · (Q3 − Q1), quartiles of type 7. `delta-iqr`: median ± multiple · median · (interquartile
 *   range of the relative changes |xᵢ₊₁ − xᵢ| / |xᵢ| from run to run), for a history that drifts.
 *
 * @param history - earlier results of the same benchmark, oldest first.
 * @returns not comparable as `empty` and `too-few-values` (`percentage` needs 1 value, `delta-iqr` 3, the others 2),
 *   `no-variation` where a method that estimates a deviation finds 0, and `not-positive` for logarithms and shares of values
 *   that are not above 0. Never a limit of nothing.
 * @throws AnalysisError `invalid-argument` for values that are not finite, an unknown method, no boundary, boundaries
 *   outside their range.
 * @see Bencher's documentation of thresholds; Hahn and Meeker (1991), section 4.2, for the prediction interval.
 * @example
 * ```ts
 * benchmarkLimits([98, 100, 102], { method: 'percentage', upper: 0.1 }).upper // 110
 * ```
 */
export function benchmarkLimits(history: Values, threshold: BenchmarkThreshold): Comparison<BenchmarkLimits> {
  const { method, lower, upper } = threshold
  checkBoundaries(threshold)
  const values = new Float64Array(finiteValues(history))
  if (method === 'static') return { kind: 'compared', baseline: null, lower: lower ?? null, upper: upper ?? null }
  const spread = spreadOf(values, method)
  if ('kind' in spread) return spread
  const { baseline, reach } = spread
  return {
    kind: 'compared',
    baseline,
    lower: lower === undefined ? null : baseline - reach(lower),
    upper: upper === undefined ? null : baseline + reach(upper),
  }
}

/** Fewest values of each method. */
const fewest = { percentage: 1, 'z-score': 2, 't-test': 2, 'log-normal': 2, iqr: 2, 'delta-iqr': 3 } as const

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

function checkBoundaries({ method, lower, upper }: BenchmarkThreshold): void {
  const range = boundaries.get(method)
  if (range === undefined) throw invalidArgument('method', [...boundaries.keys()].join(', '), method)
  if (lower === undefined && upper === undefined)
    throw invalidArgument('threshold', 'a lower or an upper boundary', 'none')
  for (const [name, boundary] of Object.entries({ lower, upper })) {
    if (boundary !== undefined && !(Number.isFinite(boundary) && boundary >= range.from && boundary < range.below))
      throw invalidArgument(name, range.words, String(boundary))
  }
  if (method === 'static' && lower !== undefined && upper !== undefined && lower > upper)
    throw invalidArgument('lower', `${upper}, the upper limit, or less`, String(lower))
}

function spreadOf(values: Float64Array, method: keyof typeof fewest): Spread {
  const n = values.length
  const middle = median(values)
  const center = mean(values)
  if (middle === null || center === null) return notComparable('empty', 'the history has no value')
  if (n < fewest[method]) return notComparable('too-few-values', `${method} needs ${fewest[method]} values, got ${n}`)
  switch (method) {
    case 'percentage':
      if (!(center > 0)) return notPositive(center)
      return { baseline: center, reach: (share) => share * center }
    case 'z-score':
      return deviating(values, center, (s) => (p) => s * normalQuantile(p))
    case 't-test':
      return deviating(values, center, (s) => (p) => s * Math.sqrt(1 + 1 / n) * studentTQuantile(p, n - 1))
    case 'log-normal': {
      const smallest = values.reduce((one, other) => Math.min(one, other))
      if (!(smallest > 0)) return notPositive(smallest)
      const logs = values.map(Math.log)
      const baseline = Math.exp(mean(logs) ?? Number.NaN)
      return deviating(logs, baseline, (s) => (p) => baseline * Math.expm1(s * normalQuantile(p)))
    }
    case 'iqr':
      return { baseline: middle, reach: reachOf(values, 1) }
    case 'delta-iqr': {
      const smallest = values.reduce((one, other) => Math.min(one, other))
      if (!(smallest > 0)) return notPositive(smallest)
      const changes = Float64Array.from({ length: n - 1 }, (_, at) => {
        const from = values[at] ?? Number.NaN
        return Math.abs((values[at + 1] ?? Number.NaN) - from) / from
      })
      return { baseline: middle, reach: reachOf(changes, middle) }
    }
  }
}

/** Limits from the standard deviation of values, which must not be 0. */
function deviating(values: Float64Array, baseline: number, reach: (s: number) => (p: number) => number): Spread {
  const s = standardDeviation(values) ?? 0
  return s > 0 ? { baseline, reach: reach(s) } : notComparable('no-variation', `every value is ${baseline}`)
}

/** Multiples of an interquartile range. */
function reachOf(values: Float64Array, unit: number): (multiple: number) => number {
  const range = (quantile(values, 0.75) ?? Number.NaN) - (quantile(values, 0.25) ?? Number.NaN)
  return (multiple) => multiple * range * unit
}

function notPositive(value: number): NotComparable {
  return notComparable('not-positive', `the history needs values above 0, got ${value}`)
}
