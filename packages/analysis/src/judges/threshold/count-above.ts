import type { Histogram, Measured, Proportion } from '../../evidence/index.ts'
import { exceedance } from '../../series/index.ts'
import { isSoundHistogram, isSoundProportion } from '../sound-value.ts'

/**
 * How many observations are above a threshold, counted at a bucket bound so that the count errs to the safe side: `fewest` at
 * the next bound at or above it, `most` at the next one at or below it.
 *
 * @returns `null` where there is no such bound, or the histogram is missing, empty or not sound.
 */
export function countAbove(
  histogram: Measured<Histogram> | null,
  threshold: number,
  count: 'fewest' | 'most',
): Proportion | null {
  if (histogram?.kind !== 'measured' || !isSoundHistogram(histogram.value) || !Number.isFinite(threshold)) return null
  const above = exceedance(histogram.value, threshold, { snap: count === 'fewest' ? 'up' : 'down' })
  return above.kind === 'measured' && isSoundProportion(above.value) ? above.value : null
}
