import type { Measured, Proportion } from '../evidence/index.ts'
import { counterIncrease } from './counter-increase.ts'
import { proportionOf } from './proportion.ts'
import { missing } from './single-value.ts'

/**
 * Events out of all observations of one side in a look, from the readings of two counters of the same process. Where
 * only one of the two was seen to start again, the look is discarded: both restarted together, so the other one was
 * repaired from the wrong reading and the two no longer count the same observations.
 *
 * An event counter that stood at 0 falls nowhere when its process restarts. Such a look is discarded as well, since the
 * same readings come from a counter that grew past its old value unseen.
 *
 * @param events - readings of the event counter in order of time, such as failed requests.
 * @param exposure - readings of the counter of all observations.
 * @returns missing as `no-data` for a counter without two sound readings, as `inconsistent` where one counter restarted
 *   alone, and as `proportionOf`.
 * @example
 * ```ts
 * proportionOfCounters([5, 2], [900, 100]).value.total // 100
 * proportionOfCounters([5, 6], [900, 100]).reason // "inconsistent"
 * ```
 */
export function proportionOfCounters(events: readonly number[], exposure: readonly number[]): Measured<Proportion> {
  const [event, total] = [counterIncrease(events), counterIncrease(exposure)]
  if (event === null || total === null) {
    const which = total === null ? 'all observations' : 'events'
    return missing('no-data', `The growth of the counter of ${which} is unknown`)
  }
  if (event.resets > 0 !== total.resets > 0) {
    const [alone, other] = total.resets > 0 ? ['all observations', 'events'] : ['events', 'all observations']
    return missing('inconsistent', `The counter of ${alone} started again, the counter of ${other} did not`)
  }
  return proportionOf(measured(event.increase), measured(total.increase), 'missing')
}

function measured(value: number): Measured<number> {
  return { kind: 'measured', value }
}
