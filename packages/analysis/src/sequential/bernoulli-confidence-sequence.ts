import { invalidArgument } from '../errors.ts'
import { dirichletLogE } from './dirichlet-log-e.ts'
import { firstCrossing } from './first-crossing.ts'
import { checkShare, priorVariance, type MixtureTuning } from './mixture-tuning.ts'

export interface BernoulliConfidenceSequence {
  readonly lower: number
  readonly upper: number
}

/**
 * The shares that are possible after so many events: the interval may be asked for after every look, and all of them
 * together hold the true share with a chance of 1 − α at least.
 *
 * The shares p against which the beta-binomial mixture has evidence below 1/α, with its prior around p.
 *
 * @param proportion - events of `total`, whole or not, from 0; nothing counted leaves everything possible.
 * @param alpha - above 0 and below 1.
 * @param tuning - `tightestAt` in counted units.
 * @returns 0 as the lower limit without an event, 1 as the upper where all are events.
 * @throws AnalysisError `invalid-argument` outside.
 * @see Howard, Ramdas, McAuliffe and Sekhon (2021), Annals of Statistics 49: the two-sided
 *   beta-binomial mixture.
 * @example
 * ```ts
 * bernoulliConfidenceSequence({ events: 5, total: 100 }, 0.05, { tightestAt: 100 }).lower // 0.006389323799493241
 * ```
 */
export function bernoulliConfidenceSequence(
  proportion: { readonly events: number; readonly total: number },
  alpha: number,
  tuning: MixtureTuning,
): BernoulliConfidenceSequence {
  const { events, total } = proportion
  if (!(events >= 0 && events <= total && total < Number.POSITIVE_INFINITY))
    throw invalidArgument('proportion', '0 ≤ events ≤ total', `${events} of ${total}`)
  checkShare('alpha', alpha)
  const threshold = -Math.log(alpha)
  const worth = priorWorth(tuning)
  const lowerLimit = (counted: number, others: number) => {
    const possible = (share: number) => threshold - dirichletLogE([counted, others], [share, 1 - share], worth)
    if (counted === 0 || possible(leastShare) >= 0) return 0
    return firstCrossing(possible, leastShare, counted / (counted + others))
  }
  return { lower: lowerLimit(events, total - events), upper: 1 - lowerLimit(total - events, events) }
}

/** Smaller shares are none. */
const leastShare = 1e-300

/** How many values the prior of a two-sided beta-binomial mixture is worth, whatever its mean. */
export function priorWorth(tuning: MixtureTuning): number {
  return Math.max(priorVariance(tuning, 2) - 1, 1e-3)
}
