import { hodgesLehmann, type Sample } from '../../hypothesis/index.ts'
import type { Effect, EffectInterval } from './decide.ts'

/**
 * The Hodges–Lehmann shift with both intervals. An interval whose level the samples are too small for has open ends.
 *
 * @param errors - one-sided error rates for showing harm and for claiming non-inferiority.
 */
export function shiftEffect(
  control: Sample,
  experiment: Sample,
  errors: { readonly harm: number; readonly claim: number },
): Effect {
  const at = (error: number): EffectInterval & { readonly estimate: number } => {
    const level = 1 - 2 * error
    const shift = hodgesLehmann(control, experiment, { level })
    // Nothing to compare proves nothing, on either side.
    if (shift.kind !== 'compared') return { estimate: Number.NaN, lower: null, upper: null, level }
    const { estimate, lower, upper, attained } = shift
    return { estimate, lower: attained ? lower : null, upper: attained ? upper : null, level }
  }
  const { estimate, ...harm } = at(errors.harm)
  const { estimate: _same, ...claim } = at(errors.claim)
  return { estimate, harm, claim }
}
