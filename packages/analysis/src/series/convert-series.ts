import type { Histogram, Point } from '../evidence/index.ts'
import { convertUnit, type MeasurementUnit } from './measurement-unit.ts'

/**
 * The points of a series with their values in another unit; times stay as they are.
 *
 * @throws AnalysisError `invalid-argument` as `convertUnit`, for no points as well.
 * @example
 * ```ts
 * convertPoints([{ at: 0, value: 250 }], 'milliseconds', 'seconds')[0].value // 0.25
 * ```
 */
export function convertPoints(points: readonly Point[], from: MeasurementUnit, to: MeasurementUnit): readonly Point[] {
  convertUnit(0, from, to)
  return points.map(({ at, value }) => ({ at, value: convertUnit(value, from, to) }))
}

/**
 * A histogram with its bounds in another unit; its counts stay as they are.
 *
 * @throws AnalysisError `invalid-argument` as `convertUnit`, for no buckets as well.
 * @example
 * ```ts
 * convertBounds(fromCumulative([[250, 3], [Infinity, 4]]), 'milliseconds', 'seconds').buckets[0].upperBound // 0.25
 * ```
 */
export function convertBounds(histogram: Histogram, from: MeasurementUnit, to: MeasurementUnit): Histogram {
  convertUnit(0, from, to)
  const buckets = histogram.buckets.map(({ upperBound, count }) => ({
    upperBound: convertUnit(upperBound, from, to),
    count,
  }))
  return { buckets, total: histogram.total }
}
