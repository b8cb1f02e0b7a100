import type { Measured, MissingReason, TimeSeries } from '../evidence/index.ts'

/** How many label sets a message names where one was expected and more came. */
const shownSeries = 5

/**
 * The one value that a query for a count gives: exactly one series with exactly one finite point that is not negative.
 *
 * @returns the count; or missing as `no-data` (no series or point), `unexpected-cardinality` (several, with up to five
 *   of their label sets), `not-finite` or `negative`.
 * @example
 * ```ts
 * countOf([]).kind // 'missing'
 * ```
 */
export function countOf(series: readonly TimeSeries[]): Measured<number> {
  const single = gaugeOf(series)
  if (single.kind === 'measured' && !(single.value >= 0)) {
    return missing('negative', `A count cannot be ${single.value}`)
  }
  return single
}

/**
 * The one value of a query for a gauge: as `countOf`, of either sign.
 *
 * @example
 * ```ts
 * gaugeOf([{ labels: new Map(), points: [{ at: 0, value: -3 }] }]).value // -3
 * ```
 */
export function gaugeOf(series: readonly TimeSeries[]): Measured<number> {
  const [first, second] = series
  if (first === undefined) return missing('no-data', 'The query gave no series')
  if (second !== undefined) {
    const some = series.slice(0, shownSeries).map(labelText).join(' ')
    return missing('unexpected-cardinality', `Expected one series, got ${series.length}: ${some}`)
  }
  const [point, another] = first.points
  if (point === undefined) return missing('no-data', 'The series has no point')
  if (another !== undefined) return missing('unexpected-cardinality', `Expected one point, got ${first.points.length}`)
  if (!Number.isFinite(point.value)) return missing('not-finite', `The value is ${point.value}`)
  return { kind: 'measured', value: point.value }
}

/** A missing value with its reason. */
export function missing(reason: MissingReason, detail: string): Measured<never> {
  return { kind: 'missing', reason, detail }
}

function labelText(series: TimeSeries): string {
  return `{${[...series.labels].map(([name, value]) => `${name}="${value.slice(0, 40)}"`).join(',')}}`
}
