import { normalQuantile } from '../distributions/index.ts'
import { AnalysisError } from '../errors.ts'
import type { Proportion } from '../evidence/index.ts'

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
  if (!(level > 0 && level < 1)) {
    throw new AnalysisError('invalid-argument', `Expected a confidence level between 0 and 1, got ${level}`, {
      argument: 'level',
      expected: 'a number above 0 and below 1',
      received: String(level),
    })
  }
  const z = -normalQuantile((1 - level) / 2)
  const one = wilson(experiment, z, 'experiment')
  const two = wilson(control, z, 'control')
  const difference = one.share - two.share
  return {
    difference,
    lower: Math.max(-1, difference - Math.hypot(one.share - one.lower, two.upper - two.share)),
    upper: Math.min(1, difference + Math.hypot(one.upper - one.share, two.share - two.lower)),
    level,
    control: { lower: two.lower, upper: two.upper },
    experiment: { lower: one.lower, upper: one.upper },
  }
}

function wilson({ events, total }: Proportion, z: number, name: string) {
  if (!(total > 0 && Number.isFinite(total) && events >= 0 && events <= total)) {
    throw new AnalysisError(
      'invalid-argument',
      `Expected 0 ≤ events ≤ total and total > 0 of ${name}, got ${events} of ${total}`,
      {
        argument: name,
        expected: '0 ≤ events ≤ total, total > 0',
        received: `${events} of ${total}`,
      },
    )
  }
  const share = events / total
  const scale = 1 + (z * z) / total
  const center = (share + (z * z) / (2 * total)) / scale
  const half = (z * Math.sqrt((share * (1 - share)) / total + (z * z) / (4 * total * total))) / scale
  // At the ends the limit is the share itself; rounding must not push it past.
  return {
    share,
    lower: events === 0 ? 0 : Math.min(share, Math.max(0, center - half)),
    upper: events === total ? 1 : Math.max(share, Math.min(1, center + half)),
  }
}
