import type { Histogram, Look } from '../../evidence/index.ts'
import { histogramQuantile, mergeHistograms } from '../../series/index.ts'
import { formatDuration, formatNumber, formatQuantile, formatSeconds } from '../../units/index.ts'
import type { Part } from '../../verdict/index.ts'
import { isSoundHistogram } from '../sound-value.ts'
import { beyondBuckets, notMeasured, tooFew, type GuardOf } from './guard-part.ts'
import { measuredOf } from './trailing-looks.ts'
import { canaryOnly, standingOf, type ReadWindow } from './window-reading.ts'

/** The quantile of a window beside its limit. */
export function readQuantile(guard: GuardOf<'quantile-above'>, looks: readonly Look<Histogram>[]): ReadWindow {
  const unread = (part: Part): ReadWindow => ({ kind: 'unread', part })
  const { values, missing } = measuredOf(looks, 'experiment', isSoundHistogram)
  if (values.length === 0) return unread(tooFew(guard, 0, missing))
  const merged = mergeHistograms(values)
  if (merged.kind === 'missing') return unread(notMeasured(guard, merged.detail))
  const { total } = merged.value
  if (!(total > 0 && total >= guard.minTotal)) return unread(tooFew(guard, total, missing))
  const { estimate, upper } = histogramQuantile(merged.value, guard.quantile)
  const name = `${formatQuantile(guard.quantile)} of ${guard.metric}`
  if (estimate === null || !Number.isFinite(estimate)) return unread(notMeasured(guard, `${name} could not be read`))
  const isOpen = upper === Number.POSITIVE_INFINITY
  const standing = standingOf(estimate, guard.above, isOpen)
  if (standing === 'unknown') return unread(beyondBuckets(guard, name, estimate))
  return {
    kind: 'read',
    reading: {
      standing,
      missing,
      looks: looks.length,
      subject: `Canary ${name} ${isOpen ? 'more than ' : ''}${formatSeconds(estimate)} over ${formatDuration(guard.window)} (${formatNumber(total)} observations)`,
      limit: formatSeconds(guard.above),
      facts: { value: estimate, limit: guard.above, total, windowMs: guard.window },
      measurement: canaryOnly('seconds', estimate, guard.above, total),
    },
  }
}
