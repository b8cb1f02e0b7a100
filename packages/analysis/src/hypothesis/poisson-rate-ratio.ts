import { checkPositive } from '../distributions/index.ts'
import { invalidArgument } from '../errors.ts'
import { binomialPValue } from './binomial-test.ts'
import { clopperPearson } from './clopper-pearson.ts'
import type { Alternative } from './sample.ts'

/** Events counted over an exposure: seconds, requests or instance-hours, the same unit on both sides. */
export interface CountedRate {
  /** A whole number from 0. */
  readonly events: number
  /** Above 0. */
  readonly exposure: number
}

export interface PoissonRateRatio {
  /** Rate of the experiment ÷ rate of the control: ∞ where the control alone has no event, `null` where neither has. */
  readonly estimate: number | null
  readonly pValue: number
  /** Interval of the ratio at `level`, an end may be 0 or ∞; one-sided where the alternative is. */
  readonly lower: number
  readonly upper: number
  readonly level: number
}

/**
 * The exact test of the ratio of two rates: of all events together, those of the experiment are binomial, with a share
 * that the exposures and the ratio give.
 *
 * Two-sided p by the rule of `binomialTest`, interval by Clopper and Pearson, so that both can disagree near the limit.
 * For events that come one by one; bursts (retries) make it reject too often.
 *
 * @param options.nullRatio - the ratio of the null hypothesis, above 0. Default 1.
 * @param options.level - confidence of the interval. Default 0.95.
 * @returns without events on either side p = 1 and the interval [0, ∞]: no evidence.
 * @throws AnalysisError `invalid-argument` for counts that are not whole numbers from 0, exposures and ratios that are not
 *   above 0 or too far apart to be divided, and levels outside (0, 1).
 * @see Przyborowski and Wilenski (1940), Biometrika 31; R's `poisson.test`.
 * @example
 * ```ts
 * poissonRateRatio({ events: 1, exposure: 9000 }, { events: 3, exposure: 1000 }).estimate // 27
 * ```
 */
export function poissonRateRatio(
  control: CountedRate,
  experiment: CountedRate,
  options: { readonly alternative?: Alternative; readonly level?: number; readonly nullRatio?: number } = {},
): PoissonRateRatio {
  const { alternative = 'two-sided', level = 0.95, nullRatio = 1 } = options
  check(control, 'control')
  check(experiment, 'experiment')
  checkPositive('nullRatio', nullRatio)
  const total = experiment.events + control.events
  const ratio = control.exposure / experiment.exposure
  checkPositive('ratio of exposures', ratio)
  // The odds lower ÷ (1 − lower) of the share; both limits are taken from their own side, where they have their digits.
  const ofExperiment = clopperPearson({ events: experiment.events, total }, level, alternative)
  const ofControl = clopperPearson({ events: control.events, total }, level, mirrored[alternative])
  return {
    estimate: total === 0 ? null : (experiment.events / control.events) * ratio,
    pValue: binomialPValue(experiment.events, total, 1 / (1 + ratio / nullRatio), alternative),
    lower: (ofExperiment.lower / ofControl.upper) * ratio,
    upper: (ofExperiment.upper / ofControl.lower) * ratio,
    level,
  }
}

const mirrored: Readonly<Record<Alternative, Alternative>> = {
  'two-sided': 'two-sided',
  less: 'greater',
  greater: 'less',
}

function check({ events, exposure }: CountedRate, name: string): void {
  if (!(events >= 0 && Number.isSafeInteger(events)))
    throw invalidArgument(name, 'a whole number of events from 0', String(events))
  checkPositive(`${name}.exposure`, exposure)
}
