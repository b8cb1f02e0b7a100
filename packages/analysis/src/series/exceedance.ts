import type { Histogram, Measured } from '../evidence/index.ts'
import { invalidArgument } from '../errors.ts'
import { missing } from './single-value.ts'

/** How many observations were above a bucket boundary. */
export interface Exceedance {
  /** Observations above `threshold`. */
  readonly events: number
  readonly total: number
  /** The boundary that was counted at. */
  readonly threshold: number
  /** False where the boundary is not the threshold that was asked for. */
  readonly isExact: boolean
}

/**
 * Counts observations above a threshold without interpolation: the threshold moves to a finite bucket boundary, where
 * the count is exact. For two sides, snap the threshold once, before the experiment is looked at, and count both at the
 * boundary that was found.
 *
 * @param options.snap - which boundary: the `nearest` (the default; halfway the higher one), the nearest one `down` (at
 *   or below) or `up` (at or above).
 * @returns missing as `no-data` where nothing was observed, and as `inconsistent` where no finite boundary lies in that
 *   direction or counts are not sound.
 * @throws AnalysisError `invalid-argument` for a threshold that is not finite.
 * @example
 * ```ts
 * exceedance(fromCumulative([[0.1, 6], [0.5, 9], [Infinity, 10]]), 0.4).value.threshold // 0.5
 * exceedance(fromCumulative([[0.1, 6], [0.5, 9], [Infinity, 10]]), 0.4, { snap: 'down' }).value.events // 4
 * ```
 */
export function exceedance(
  histogram: Histogram,
  threshold: number,
  options: { readonly snap?: 'nearest' | 'down' | 'up' } = {},
): Measured<Exceedance> {
  const { snap = 'nearest' } = options
  if (!Number.isFinite(threshold)) throw invalidArgument('threshold', 'a finite number', String(threshold))
  if (!['nearest', 'down', 'up'].includes(snap)) throw invalidArgument('snap', 'nearest, down or up', snap)
  const { buckets, total } = histogram
  if (!(Number.isFinite(total) && buckets.every(({ count }) => Number.isFinite(count) && count >= 0))) {
    return missing('inconsistent', 'The histogram has counts that are negative or not finite')
  }
  if (!(total > 0)) return missing('no-data', 'The histogram has no observations')
  const boundary = boundaryFor(histogram, threshold, snap)
  if (boundary === null) {
    return missing(
      'inconsistent',
      `No bucket boundary lies ${snap === 'nearest' ? 'anywhere' : snap} from ${threshold}`,
    )
  }
  const events = buckets.reduce((sum, { upperBound, count }) => sum + (upperBound > boundary ? count : 0), 0)
  return { kind: 'measured', value: { events, total, threshold: boundary, isExact: boundary === threshold } }
}

/**
 * The next finite boundary above a value: with the threshold at a boundary, the margin that needs no interpolation.
 *
 * @returns `null` where there is none.
 * @example
 * ```ts
 * nextBoundary(fromCumulative([[0.1, 6], [0.5, 9], [Infinity, 10]]), 0.1) // 0.5
 * ```
 */
export function nextBoundary(histogram: Histogram, above: number): number | null {
  const found = histogram.buckets.find(({ upperBound }) => upperBound > above)?.upperBound
  return found !== undefined && Number.isFinite(found) ? found : null
}

function boundaryFor(histogram: Histogram, threshold: number, snap: 'nearest' | 'down' | 'up'): number | null {
  let found: number | null = null
  for (const { upperBound } of histogram.buckets) {
    if (!Number.isFinite(upperBound)) continue
    if ((snap === 'down' && upperBound > threshold) || (snap === 'up' && upperBound < threshold)) continue
    if (found === null || Math.abs(upperBound - threshold) <= Math.abs(found - threshold)) found = upperBound
  }
  return found
}
