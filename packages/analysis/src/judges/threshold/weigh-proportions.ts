import type { Look, Proportion } from '../../evidence/index.ts'
import { proportionLimitRatios, type RestartedLook } from '../../sequential/index.ts'
import { isSoundProportion } from '../sound-value.ts'
import type { GuardOf } from './guard-part.ts'

/** What each look adds to the evidence that the canary's share is above the limit. */
export function weighProportions(
  { above }: GuardOf<'proportion-above'>,
  looks: readonly Look<Proportion>[],
): readonly RestartedLook[] {
  return looks.map(({ end, experiment }) => {
    const isSound = experiment.kind === 'measured' && isSoundProportion(experiment.value) && above >= 0 && above <= 1
    return { end, logRatios: isSound ? proportionLimitRatios(experiment.value, above) : null }
  })
}
