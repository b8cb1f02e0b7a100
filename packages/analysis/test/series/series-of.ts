import type { Measured, TimeSeries } from '../../src/evidence/index.ts'

/** One series with the given labels and values, one point a second. */
export function seriesOf(labels: Readonly<Record<string, string>>, ...values: readonly number[]): TimeSeries {
  return {
    labels: new Map(Object.entries(labels)),
    points: values.map((value, index) => ({ at: 1000 * index, value })),
  }
}

/** A histogram as a source gives it: one series per bound, cumulative counts. */
export function bucketSeries(cumulative: readonly (readonly [string, number])[]): readonly TimeSeries[] {
  return cumulative.map(([le, count]) => seriesOf({ le }, count))
}

/** Points with the given values, evenly spaced from 0 on; `null` leaves one out. */
export function pointsEvery(step: number, values: readonly (number | null)[]): TimeSeries['points'] {
  return values.flatMap((value, index) => (value === null ? [] : [{ at: index * step, value }]))
}

/** Whatever was measured, as a plain number; what is missing as its reason. */
export function plain<Value>(value: Measured<Value>): Value | string {
  return value.kind === 'measured' ? value.value : value.reason
}
