import type { Measured, Proportion } from '../evidence/index.ts'
import { missing } from './single-value.ts'

/** Events may pass the total by this share: both are extrapolated from samples that were not taken at the same moment. */
const roundingShare = 1e-6

/**
 * Events out of a total.
 *
 * @param onNoData - `zero`: no data for `events` is 0 events, but only where the total was measured and is above 0, so
 *   that requests are proven to have been served.
 * @returns missing where either count is, and as `inconsistent` where there are more events than observations.
 * @example
 * ```ts
 * proportionOf({ kind: 'measured', value: 1 }, { kind: 'measured', value: 4 }, 'missing').kind // 'measured'
 * ```
 */
export function proportionOf(
  events: Measured<number>,
  total: Measured<number>,
  onNoData: 'missing' | 'zero',
): Measured<Proportion> {
  if (total.kind === 'missing') return total
  if (events.kind === 'missing') {
    const isZero = onNoData === 'zero' && events.reason === 'no-data' && total.value > 0
    return isZero ? { kind: 'measured', value: { events: 0, total: total.value } } : events
  }
  if (!(events.value <= total.value * (1 + roundingShare))) {
    return missing('inconsistent', `There are more events (${events.value}) than observations (${total.value})`)
  }
  return { kind: 'measured', value: { events: Math.min(events.value, total.value), total: total.value } }
}

/**
 * The proportions of several looks together. Only where nothing changed between them that the share depends on, such as
 * the split of the traffic, does the sum mean anything.
 *
 * @returns 0 of 0 for an empty list.
 * @example
 * ```ts
 * sumProportions([{ events: 1, total: 4 }, { events: 0, total: 6 }]) // { events: 1, total: 10 }
 * ```
 */
export function sumProportions(proportions: readonly Proportion[]): Proportion {
  return proportions.reduce((sum, one) => ({ events: sum.events + one.events, total: sum.total + one.total }), {
    events: 0,
    total: 0,
  })
}
