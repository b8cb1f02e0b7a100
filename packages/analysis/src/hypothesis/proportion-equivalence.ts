import type { Proportion } from '../evidence/index.ts'
import { checkClaim } from './equivalence.ts'
import { proportionDifference, type ProportionDifference } from './proportion-difference.ts'

/**
 * Are two shares shown to differ by less than the margin, in both directions? Where Newcombe's interval at 1 − 2·alpha lies
 * within ±margin, which is to pass both one-sided claims of `proportionNonInferiority`.
 *
 * @param options.margin - the smallest difference that is unacceptable, in shares: 0.001 is 0.1 percentage points.
 * @param options.alpha - error of the claim. Default 0.05.
 * @returns that interval, with `isEquivalent`.
 * @throws AnalysisError `invalid-argument` for margins and alphas outside, and as `proportionDifference`.
 * @see Newcombe (1998), Statistics in Medicine 17, method 10; Schuirmann (1987), J. Pharmacokin. Biopharm. 15.
 * @example
 * ```ts
 * proportionEquivalence({ events: 0, total: 99 }, { events: 0, total: 99 }, { margin: 0.05 }).isEquivalent // true
 * ```
 */
export function proportionEquivalence(
  control: Proportion,
  experiment: Proportion,
  options: { readonly margin: number; readonly alpha?: number },
): ProportionDifference & { readonly isEquivalent: boolean } {
  const { margin, alpha = 0.05 } = options
  checkClaim(margin, alpha)
  const interval = proportionDifference(control, experiment, 1 - 2 * alpha)
  return { ...interval, isEquivalent: interval.lower > -margin && interval.upper < margin }
}
