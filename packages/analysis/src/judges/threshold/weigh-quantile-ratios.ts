import type { Histogram, Look } from '../../evidence/index.ts'
import { proportionLimitRatios, type RestartedLook } from '../../sequential/index.ts'
import { mergeHistograms, quantileBounds } from '../../series/index.ts'
import { isSoundHistogram } from '../sound-value.ts'
import { countAbove } from './count-above.ts'
import type { GuardOf } from './guard-part.ts'

const nothing = proportionLimitRatios({ events: 0, total: 0 }, 1)

/** Products are rounded, 3 · 0.1 to more than 0.3: so much of a threshold is forgiven, or a bucket would be lost. */
const rounding = 1e-12

/**
 * What each look adds to the evidence that the canary's quantile is above the multiple of the baseline's.
 *
 * In the scale model the canary within its limit is at most `ratio` times as slow as the baseline at every speed, so that
 * P(canary > ratio·b) ≤ P(baseline > b) for every b: given the sum of both counts above these thresholds, the canary's share
 * of it is at most its share of the observations, whatever the load. b is chosen before the look is seen: both edges of the
 * bucket that held the baseline's quantile in all looks before, half of the evidence each, since the quantile lies between.
 * The first look has nothing before it and adds nothing.
 */
export function weighQuantileRatios(
  guard: GuardOf<'quantile-above-baseline'>,
  looks: readonly Look<Histogram>[],
): readonly RestartedLook[] {
  let before: Histogram | null = null
  return looks.map((look) => {
    const held: Histogram | null = before
    const { control } = look
    if (control?.kind === 'measured' && isSoundHistogram(control.value)) {
      const merged = held === null ? null : mergeHistograms([held, control.value])
      // Where the bounds changed, the baseline is learnt anew.
      before = merged?.kind === 'measured' ? merged.value : control.value
    }
    const isQuantile = guard.quantile >= 0 && guard.quantile <= 1
    const bounds = held === null || !isQuantile ? null : quantileBounds(held, guard.quantile)
    if (bounds === null) return { end: look.end, logRatios: null }
    const edges = [bounds.lower, bounds.upper].flatMap((edge) => ratiosAt(edge, guard.ratio, look) ?? nothing)
    return { end: look.end, logRatios: edges }
  })
}

/** What the counts above `edge` and above its multiple say; `null` where they cannot be had on the safe side. */
function ratiosAt(edge: number, ratio: number, look: Look<Histogram>): readonly number[] | null {
  if (!(edge > 0 && ratio > 0)) return null
  const slow = countAbove(look.experiment, ratio * edge * (1 - rounding), 'fewest')
  const usual = countAbove(look.control, edge, 'most')
  if (slow === null || usual === null) return null
  const events = { events: slow.events, total: slow.events + usual.events }
  return proportionLimitRatios(events, slow.total / (slow.total + usual.total))
}
