import type { Proportion } from '../evidence/index.ts'
import { wilsonInterval } from './wilson-interval.ts'

export interface ProportionDifference {
  /** Share of the experiment minus share of the control. */
  readonly difference: number
  readonly lower: number
  readonly upper: number
  readonly level: number
  /** Wilson's interval of each side alone, at the same level. */
  readonly control: { readonly lower: number; readonly upper: number }
  readonly experiment: { readonly lower: number; readonly upper: number }
}

/**
 * Newcombe's hybrid-score interval for the difference of two independent proportions, experiment − control: the Wilson
 * limits of both put together. It keeps its level with zero events and small shares, and stays within [−1, 1].
 *
 * @param level - confidence of the two-sided interval, above 0 and below 1; see `hodgesLehmann` for one-sided use.
 * @throws AnalysisError `invalid-argument` where a total is not above 0, events are not between 0 and the total, or the
 *   level is outside (0, 1).
 * @see Newcombe (1998), Statistics in Medicine 17, method 10; Wilson (1927).
 * @example
 * ```ts
 * proportionDifference({ events: 3, total: 2700 }, { events: 0, total: 300 }, 0.95).difference // -0.0011111111111111111
 * ```
 */
export function proportionDifference(control: Proportion, experiment: Proportion, level: number): ProportionDifference {
  const one = wilsonInterval(experiment, level, 'experiment')
  const two = wilsonInterval(control, level, 'control')
  const difference = one.estimate - two.estimate
  return {
    difference,
    lower: Math.max(-1, difference - Math.hypot(one.estimate - one.lower, two.upper - two.estimate)),
    upper: Math.min(1, difference + Math.hypot(one.upper - one.estimate, two.estimate - two.lower)),
    level,
    control: { lower: two.lower, upper: two.upper },
    experiment: { lower: one.lower, upper: one.upper },
  }
}
