import type { HarmDirection } from '../metric.ts'
import type { StageRequirement } from '../judge.ts'

/** An interval at a two-sided level, whose ends are the one-sided limits. Both ends `null`: the level is out of reach. */
export interface EffectInterval {
  readonly lower: number | null
  readonly upper: number | null
  readonly level: number
}

/** An estimate of experiment − control with two intervals. */
export interface Effect {
  readonly estimate: number
  /** At the error rate for showing harm. */
  readonly harm: EffectInterval
  /** At the error rate for claiming non-inferiority. */
  readonly claim: EffectInterval
}

/** What an effect shows. */
export type Finding = 'harm-shown' | 'no-harm-shown' | 'non-inferior' | 'not-shown-non-inferior' | 'level-not-attained'

/**
 * The rule of a fixed-sample comparison: harm is shown when the interval lies wholly beyond the tolerance on the harmful
 * side; non-inferiority when it lies wholly within the margin. Harm is looked at first.
 *
 * Only what is proven counts: NaN proves nothing, and a test that could not have shown harm, because its level is out of
 * reach of the sample, does not show that there is none.
 *
 * @param tolerance - effects up to this, in the unit of the effect, are not harm.
 * @param margin - the smallest effect that is unacceptable.
 */
export function decide(
  { harm: shown, claim }: Effect,
  harm: HarmDirection,
  tolerance: number,
  margin: number,
  requires: StageRequirement,
): Finding {
  const worseUp = harm !== 'decrease'
  const worseDown = harm !== 'increase'
  if (worseUp && shown.lower !== null && shown.lower > tolerance) return 'harm-shown'
  if (worseDown && shown.upper !== null && shown.upper < -tolerance) return 'harm-shown'
  if (requires === 'no-harm') {
    const quietUp = !worseUp || (shown.lower !== null && shown.lower <= tolerance)
    const quietDown = !worseDown || (shown.upper !== null && shown.upper >= -tolerance)
    return quietUp && quietDown ? 'no-harm-shown' : 'level-not-attained'
  }
  if (claim.lower === null || claim.upper === null) return 'level-not-attained'
  const notUp = !worseUp || claim.upper < margin
  const notDown = !worseDown || claim.lower > -margin
  return notUp && notDown ? 'non-inferior' : 'not-shown-non-inferior'
}

/** A finding as an outcome. */
export function outcomeOf(finding: Finding): 'pass' | 'fail' | 'inconclusive' {
  if (finding === 'harm-shown') return 'fail'
  return finding === 'no-harm-shown' || finding === 'non-inferior' ? 'pass' : 'inconclusive'
}

/** The interval that a finding rests on, and that is therefore the one to show. */
export function decidingInterval(effect: Effect, finding: Finding, requires: StageRequirement): EffectInterval {
  return finding === 'harm-shown' || requires === 'no-harm' ? effect.harm : effect.claim
}
