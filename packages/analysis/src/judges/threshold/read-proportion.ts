import type { Look, Proportion } from '../../evidence/index.ts'
import { sumProportions } from '../../series/index.ts'
import { formatDuration, formatNumber, formatShare } from '../../units/index.ts'
import { isSoundProportion } from '../sound-value.ts'
import { tooFew, type GuardOf } from './guard-part.ts'
import { measuredOf } from './trailing-looks.ts'
import { canaryOnly, standingOf, type ReadWindow } from './window-reading.ts'

/** The share of a window beside its limit. */
export function readProportion(guard: GuardOf<'proportion-above'>, looks: readonly Look<Proportion>[]): ReadWindow {
  const { values, missing } = measuredOf(looks, 'experiment', isSoundProportion)
  const { events, total } = sumProportions(values)
  if (!(total > 0 && total >= guard.minTotal)) return { kind: 'unread', part: tooFew(guard, total, missing) }
  const share = events / total
  const counted = `${formatShare(share)} (${formatNumber(events)} of ${formatNumber(total)}) over ${formatDuration(guard.window)}`
  return {
    kind: 'read',
    reading: {
      standing: standingOf(share, guard.above, false),
      missing,
      looks: looks.length,
      subject: `Canary ${guard.metric} ${counted}`,
      limit: formatShare(guard.above),
      facts: { share, events, total, limit: guard.above, windowMs: guard.window },
      measurement: canaryOnly('share', share, guard.above, total),
    },
  }
}
