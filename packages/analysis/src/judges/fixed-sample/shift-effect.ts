import { hodgesLehmann, type Sample } from '../../hypothesis/index.ts'
import type { HarmDirection } from '../metric.ts'
import type { Effect } from './decide.ts'

/** Error rates of one comparison. */
export interface ErrorRates {
  /** For showing harm, after sharing between comparisons. */
  readonly harm: number
  /** For claiming non-inferiority. */
  readonly claim: number
}

/**
 * The Hodges–Lehmann shift with both intervals. Where harm lies on both sides, the error of showing it is halved.
 * An interval whose level the samples are too small for has open ends.
 */
export function shiftEffect(control: Sample, experiment: Sample, harm: HarmDirection, errors: ErrorRates): Effect {
  const at = (error: number) => {
    const found = hodgesLehmann(control, experiment, { level: 1 - 2 * error })
    return {
      estimate: found.estimate,
      lower: found.attained ? found.lower : null,
      upper: found.attained ? found.upper : null,
    }
  }
  const forHarm = at(harm === 'either' ? errors.harm / 2 : errors.harm)
  return { estimate: forHarm.estimate, harm: forHarm, claim: at(errors.claim) }
}
