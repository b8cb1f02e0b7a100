import type { Proportion } from '../evidence/index.ts'
import { checkClaim } from './equivalence.ts'
import type { NonInferiority } from './non-inferiority.ts'
import { proportionDifference } from './proportion-difference.ts'
import { shownWithin, type Harm } from './shown-within.ts'

/**
 * Is the share of the experiment shown not to be worse than the control's by the margin? By the limit of Newcombe's
 * interval at 1 − 2·alpha on the harmful side: the error of the claim is alpha.
 *
 * @param options.harm - which change is bad: `increase` for errors. @param options.margin - the smallest harm that is
 *   unacceptable, in shares: 0.001 is 0.1 percentage points. @param options.alpha - error of the claim. Default 0.05.
 * @throws AnalysisError `invalid-argument` for margins, alphas and directions outside, and as `proportionDifference`.
 * @see Newcombe (1998), Statistics in Medicine 17, method 10.
 * @example
 * ```ts
 * proportionNonInferiority({ events: 0, total: 99 }, { events: 0, total: 99 }, { harm: 'increase', margin: 0.05 }).isNonInferior // true
 * ```
 */
export function proportionNonInferiority(
  control: Proportion,
  experiment: Proportion,
  options: { readonly harm: Harm; readonly margin: number; readonly alpha?: number },
): NonInferiority {
  const { harm, margin, alpha = 0.05 } = options
  checkClaim(margin, alpha, harm)
  const interval = proportionDifference(control, experiment, 1 - 2 * alpha)
  return { difference: interval.difference, ...shownWithin(interval, harm, -margin, margin) }
}
