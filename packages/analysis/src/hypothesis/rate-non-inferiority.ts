import { invalidArgument } from '../errors.ts'
import { checkClaim } from './equivalence.ts'
import { poissonRateRatio, type CountedRate } from './poisson-rate-ratio.ts'
import { shownWithin, type Harm } from './shown-within.ts'

export interface RateNonInferiority {
  /** Rate of the experiment ÷ rate of the control, as `poissonRateRatio` gives it. */
  readonly estimate: number | null
  /** The one-sided limit of the ratio at 1 − alpha on the harmful side. */
  readonly limit: number
  readonly isNonInferior: boolean
}

/**
 * Is the rate of the experiment shown not to be worse than the control's by the factor? By the exact limit of
 * `poissonRateRatio` at 1 − 2·alpha on the harmful side: the error of the claim is alpha at most.
 *
 * @param options.harm - which change is bad: `increase` for crashes. @param options.margin - the smallest factor that is
 *   unacceptable, above 1: 1.5 for half as many again, and where a decrease is bad for 1 ÷ 1.5 of them.
 * @param options.alpha - error of the claim. Default 0.05.
 * @returns never non-inferior without events: the limit is then ∞, or 0.
 * @throws AnalysisError `invalid-argument` for margins, alphas and directions outside, and as `poissonRateRatio`.
 * @see Przyborowski and Wilenski (1940), Biometrika 31.
 * @example
 * ```ts
 * rateNonInferiority({ events: 0, exposure: 9 }, { events: 0, exposure: 9 }, { harm: 'increase', margin: 2 }).isNonInferior // false
 * ```
 */
export function rateNonInferiority(
  control: CountedRate,
  experiment: CountedRate,
  options: { readonly harm: Harm; readonly margin: number; readonly alpha?: number },
): RateNonInferiority {
  const { harm, margin, alpha = 0.05 } = options
  checkClaim(margin, alpha, harm)
  if (!(margin > 1)) throw invalidArgument('margin', 'above 1', String(margin))
  const ratio = poissonRateRatio(control, experiment, { level: 1 - 2 * alpha })
  return { estimate: ratio.estimate, ...shownWithin(ratio, harm, 1 / margin, margin) }
}
