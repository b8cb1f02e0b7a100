import type { Measured, NativeHistogram } from '../evidence/index.ts'
import { invalidArgument } from '../errors.ts'
import { exceedance, type Exceedance } from './exceedance.ts'
import { nativeBound, placeAmongBounds } from './native-schema.ts'
import { missing } from './single-value.ts'

/** A threshold this close to a bound, in buckets, is that bound, written with fewer digits. */
const sameBound = 1e-7

/**
 * Counts observations of a native histogram above a threshold without interpolation: the threshold moves to a bound of
 * the schema (`nearest` on the logarithmic scale), so by less than a bucket; one inside the zero bucket moves to its end.
 * For two sides, bring both to the same schema first (`reduceSchema`). Custom bounds follow `exceedance`.
 *
 * @param threshold - above 0.
 * @param options.snap - as in `exceedance`.
 * @returns the total without observations that were NaN; missing as in `exceedance`.
 * @throws AnalysisError `invalid-argument` for a threshold that is not finite or not above 0.
 * @example
 * ```ts
 * nativeExceedance(nativeFromIntervals({ count: 3, sum: 8, buckets: [[0, 1, 2, 1], [0, 2, 4, 2]] }).value, 1.9).value.threshold // 2
 * nativeExceedance(nativeFromIntervals({ count: 3, sum: 8, buckets: [[0, 1, 2, 1], [0, 2, 4, 2]] }).value, 1.9).value.events // 2
 * ```
 */
export function nativeExceedance(
  histogram: NativeHistogram,
  threshold: number,
  options: { readonly snap?: 'nearest' | 'down' | 'up' } = {},
): Measured<Exceedance> {
  if (!(Number.isFinite(threshold) && threshold > 0)) {
    throw invalidArgument('threshold', 'a finite number above 0', String(threshold))
  }
  const { snap = 'nearest' } = options
  if (histogram.kind === 'custom') {
    const total = histogram.buckets.reduce((sum, { count }) => sum + count, 0)
    return exceedance({ buckets: histogram.buckets, total }, threshold, { snap })
  }
  const { schema, zeroThreshold, zeroCount, positive, negative } = histogram
  const total = [...positive, ...negative].reduce((sum, { count }) => sum + count, zeroCount)
  if (!(total > 0)) return missing('no-data', 'The histogram has no observations')
  const place = placeAmongBounds(threshold, schema)
  const isBound = Math.abs(place - Math.round(place)) <= sameBound
  const index = isBound ? Math.round(place) : indexBeside(place, snap)
  const bound = nativeBound(index, schema)
  if (bound >= zeroThreshold) {
    const events = positive.reduce((sum, one) => sum + (one.index > index ? one.count : 0), 0)
    return { kind: 'measured', value: { events, total, threshold: bound, isExact: isBound } }
  }
  if (snap === 'down' && threshold < zeroThreshold) {
    return missing('inconsistent', `No bucket boundary lies down from ${threshold}`)
  }
  const events = positive.reduce((sum, { count }) => sum + count, 0)
  return { kind: 'measured', value: { events, total, threshold: zeroThreshold, isExact: threshold === zeroThreshold } }
}

function indexBeside(place: number, snap: 'nearest' | 'down' | 'up'): number {
  switch (snap) {
    case 'nearest':
      return Math.floor(place + 0.5)
    case 'down':
      return Math.floor(place)
    case 'up':
      return Math.ceil(place)
    default:
      throw invalidArgument('snap', 'nearest, down or up', String(snap))
  }
}
