import { invalidArgument } from '../errors.ts'

/** How many observations each side has in one look. */
export interface LookSizes {
  readonly control: number
  readonly experiment: number
}

/**
 * What one look says about a difference of means: 1 ÷ (s²(1/n + 1/m)). Of logarithms of latencies for their ratio.
 *
 * @param look.deviation - standard deviation of one observation, above 0.
 * @returns the inverse variance of the look's difference.
 * @throws AnalysisError `invalid-argument` for sizes and deviations that are not finite and above 0.
 * @example
 * ```ts
 * Math.round(meanInformation({ control: 1080, experiment: 120, deviation: 0.6 })) // 300
 * ```
 */
export function meanInformation(look: LookSizes & { readonly deviation: number }): number {
  checkSizes(look)
  checkPositive(look.deviation, 'deviation')
  return 1 / (look.deviation ** 2 * (1 / look.control + 1 / look.experiment))
}

/**
 * What one look says about the logarithm of a ratio of rates, from counts of events: x π(1 − π) for x events in all of
 * which the share π is the experiment's. Where the true ratio is far from the one that is tested, events say more than
 * that: twice their relative entropy over the squared distance, which is x π(1 − π) where both are the same.
 *
 * @param look.share - rate of events on the control, above 0 and below 1.
 * @param look.ratio - true ratio of the rates, above 0; share · ratio is at most 1.
 * @param look.limit - ratio that is tested, 1 where none is given.
 * @throws AnalysisError `invalid-argument` outside.
 * @see Kullback and Leibler (1951), On information and sufficiency.
 * @example
 * ```ts
 * Number(eventInformation({ control: 1080, experiment: 120, share: 0.01, ratio: 1 }).toFixed(6)) // 1.08
 * Number(eventInformation({ control: 1080, experiment: 120, share: 0.01, ratio: 5 }).toFixed(6)) // 3.091463
 * ```
 */
export function eventInformation(
  look: LookSizes & { readonly share: number; readonly ratio: number; readonly limit?: number },
): number {
  const { control, experiment, share, ratio, limit = 1 } = look
  checkSizes(look)
  checkShare(share)
  checkPositive(ratio, 'ratio')
  checkPositive(limit, 'limit')
  if (!(share * ratio <= 1 + 1e-9))
    throw invalidArgument('ratio', `at most ${1 / share}, or events outnumber`, String(ratio))
  const events = share * (control + ratio * experiment)
  const part = (of: number): number => (of * experiment) / (control + of * experiment)
  const distance = Math.log(ratio / limit)
  // Nearer than this the entropy is a difference of nearly equal numbers.
  if (Math.abs(distance) < 1e-4) return events * part(ratio) * (1 - part(ratio))
  const entropy =
    part(ratio) * Math.log(part(ratio) / part(limit)) +
    (1 - part(ratio)) * Math.log((1 - part(ratio)) / (1 - part(limit)))
  return (2 * events * entropy) / distance ** 2
}

/**
 * What one look says about a difference of shares when the claim "worse by less than the margin" is tested: the
 * experiment's variance is that at the margin, because the claim must hold against it.
 *
 * @param look.share - of events on the control, above 0 and below 1.
 * @param look.margin - as a difference of shares, above 0 for an increase and below 0 for a decrease.
 * @throws AnalysisError `invalid-argument` outside.
 * @example
 * ```ts
 * Math.round(shareInformation({ control: 540, experiment: 60, share: 0.01, margin: 0.005 })) // 3780
 * ```
 */
export function shareInformation(look: LookSizes & { readonly share: number; readonly margin: number }): number {
  const { control, experiment, share, margin } = look
  checkSizes(look)
  checkShare(share)
  if (!Number.isFinite(margin)) throw invalidArgument('margin', 'a finite number', String(margin))
  const spread = (p: number): number => p * (1 - p)
  // A margin that leads out of 0 to 1 is never worse than what it starts from.
  const edge = share + margin
  const atMargin = edge > 0 && edge < 1 ? spread(edge) : spread(share)
  return 1 / (atMargin / experiment + spread(share) / control)
}

/**
 * What one look says about the difference of two gauges, each with one reading a look that depends on the one before:
 * 1 ÷ (2 s²(1 + r)/(1 − r)), by the variance in the long run.
 *
 * @param look.deviation - standard deviation of one side's readings, above 0.
 * @param look.autocorrelation - r, from one look to the next, above −1 and below 1.
 * @throws AnalysisError `invalid-argument` outside.
 * @example
 * ```ts
 * Number(readingInformation({ deviation: 0.05, autocorrelation: 0.5 }).toFixed(3)) // 66.667
 * ```
 */
export function readingInformation(look: { readonly deviation: number; readonly autocorrelation: number }): number {
  const { deviation, autocorrelation } = look
  checkPositive(deviation, 'deviation')
  if (!(autocorrelation > -1 && autocorrelation < 1))
    throw invalidArgument('autocorrelation', 'a number above -1 and below 1', String(autocorrelation))
  return (1 - autocorrelation) / (2 * deviation ** 2 * (1 + autocorrelation))
}

function checkSizes({ control, experiment }: LookSizes): void {
  checkPositive(control, 'control')
  checkPositive(experiment, 'experiment')
}

function checkPositive(value: number, name: string): void {
  if (!(value > 0 && value < Number.POSITIVE_INFINITY))
    throw invalidArgument(name, 'a finite number above 0', String(value))
}

function checkShare(share: number): void {
  if (!(share > 0 && share < 1)) throw invalidArgument('share', 'a number above 0 and below 1', String(share))
}
