import type { Histogram, Look } from '../../evidence/index.ts'
import { proportionLimitRatios, type RestartedLook } from '../../sequential/index.ts'
import { countAbove } from './count-above.ts'
import type { GuardOf } from './guard-part.ts'

/**
 * What each look adds to the evidence that the canary's quantile is above the limit. That is the same as more than
 * 1 − quantile of the observations above it; they are counted at the next bucket bound, where there are no more of them.
 */
export function weighQuantiles(
  { above, quantile }: GuardOf<'quantile-above'>,
  looks: readonly Look<Histogram>[],
): readonly RestartedLook[] {
  return looks.map(({ end, experiment }) => {
    const slow = countAbove(experiment, above, 'fewest')
    const isLimit = quantile >= 0 && quantile <= 1
    return { end, logRatios: slow !== null && isLimit ? proportionLimitRatios(slow, 1 - quantile) : null }
  })
}
