import type { HarmDirection } from '../metric.ts'
import type { StageRequirement } from '../judge.ts'

/** An estimate of experiment − control with two intervals; `null` ends are open. */
export interface Effect {
  readonly estimate: number
  /** One-sided limits at the error rate for showing harm. */
  readonly harm: { readonly lower: number | null; readonly upper: number | null }
  /** One-sided limits at the error rate for showing non-inferiority. */
  readonly claim: { readonly lower: number | null; readonly upper: number | null }
}

/** What an effect shows. */
export type Finding = 'harm-shown' | 'no-harm-shown' | 'non-inferior' | 'not-shown-non-inferior'

/**
 * The rule of a fixed-sample comparison: harm is shown when the interval lies wholly beyond the tolerance on the harmful
 * side; non-inferiority when it lies wholly within the margin. Harm is looked at first. Only what is proven counts: an
 * open end or NaN proves neither.
 *
 * @param tolerance - effects up to this, in the unit of the effect, are not harm.
 * @param margin - the smallest effect that is unacceptable.
 */
export function decide(
  effect: Effect,
  harm: HarmDirection,
  tolerance: number,
  margin: number,
  requires: StageRequirement,
): Finding {
  const worseUp = harm !== 'decrease'
  const worseDown = harm !== 'increase'
  const { lower, upper } = effect.harm
  if (worseUp && lower !== null && lower > tolerance) return 'harm-shown'
  if (worseDown && upper !== null && upper < -tolerance) return 'harm-shown'
  if (requires === 'no-harm') return 'no-harm-shown'
  const { claim } = effect
  const notUp = !worseUp || (claim.upper !== null && claim.upper < margin)
  const notDown = !worseDown || (claim.lower !== null && claim.lower > -margin)
  return notUp && notDown ? 'non-inferior' : 'not-shown-non-inferior'
}

/** A finding as an outcome. */
export function outcomeOf(finding: Finding): 'pass' | 'fail' | 'inconclusive' {
  if (finding === 'harm-shown') return 'fail'
  return finding === 'not-shown-non-inferior' ? 'inconclusive' : 'pass'
}
