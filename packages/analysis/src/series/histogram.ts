import type { Histogram, Measured, TimeSeries } from '../evidence/index.ts'
import { strictNumber } from '../units/index.ts'
import { fromCumulative } from './cumulative-buckets.ts'
import { gaugeOf, missing } from './single-value.ts'

/** Cumulative counts may fall by this share between buckets: rates are extrapolated, and floating point is not exact. */
const roundingShare = 1e-6

/**
 * A histogram from one series per `le` with cumulative counts, as Prometheus' classic histograms give them.
 *
 * @returns buckets ascending with their own counts; or missing as `no-data` (no series), `not-finite`, `negative`,
 *   `unexpected-cardinality` (a bound twice) or `inconsistent` (no `le`, an unreadable one, no `+Inf`, falling counts).
 * @example
 * ```ts
 * histogramOf([{ labels: new Map([['le', '+Inf']]), points: [{ at: 0, value: 3 }] }]).kind // 'measured'
 * ```
 */
export function histogramOf(series: readonly TimeSeries[]): Measured<Histogram> {
  if (series.length === 0) return missing('no-data', 'The query gave no series')
  const cumulative = new Map<number, number>()
  for (const one of series) {
    const label = one.labels.get('le')
    const bound = label === undefined ? null : label === '+Inf' ? Number.POSITIVE_INFINITY : strictNumber(label)
    if (bound === null)
      return missing('inconsistent', `Expected a bucket bound in 'le', got ${label ?? 'no such label'}`)
    const value = gaugeOf([one])
    if (value.kind === 'missing') return value
    if (!(value.value >= 0)) return missing('negative', `The bucket le="${label}" counts ${value.value}`)
    if (cumulative.has(bound)) return missing('unexpected-cardinality', `The bucket le="${label}" came more than once`)
    cumulative.set(bound, value.value)
  }
  const total = cumulative.get(Number.POSITIVE_INFINITY)
  if (total === undefined) return missing('inconsistent', 'The bucket le="+Inf" is missing')
  let below = 0
  for (const [upperBound, upTo] of [...cumulative].sort(([one], [other]) => one - other)) {
    if (!(upTo >= below - roundingShare * Math.max(1, total))) {
      return missing('inconsistent', `Bucket counts fall from ${below} to ${upTo} at le="${upperBound}"`)
    }
    below = Math.max(below, upTo)
  }
  return { kind: 'measured', value: fromCumulative(cumulative) }
}

/**
 * Observations of several windows together.
 *
 * @returns missing as `inconsistent` where the bounds differ, and as `no-data` for an empty list.
 * @example
 * ```ts
 * mergeHistograms([]).kind // 'missing'
 * ```
 */
export function mergeHistograms(histograms: readonly Histogram[]): Measured<Histogram> {
  const [first] = histograms
  if (first === undefined) return missing('no-data', 'There is no histogram to merge')
  const counts = new Float64Array(first.buckets.length)
  for (const histogram of histograms) {
    const fits =
      histogram.buckets.length === counts.length &&
      histogram.buckets.every((bucket, index) => bucket.upperBound === first.buckets[index]?.upperBound)
    if (!fits) return missing('inconsistent', 'The bucket bounds changed between looks')
    histogram.buckets.forEach((bucket, index) => {
      counts[index] = (counts[index] ?? 0) + bucket.count
    })
  }
  const buckets = first.buckets.map(({ upperBound }, index) => ({ upperBound, count: counts[index] ?? 0 }))
  return { kind: 'measured', value: { buckets, total: counts.reduce((sum, count) => sum + count, 0) } }
}
