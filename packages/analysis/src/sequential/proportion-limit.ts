import { invalidArgument } from '../errors.ts'
import { halfNormalAtoms } from './half-normal-atoms.ts'

/** Log odds ratios that are set against the limit: half-normal with scale ln 3, where 1.2 to 20 times the odds are found. */
const alternatives = halfNormalAtoms(Math.log(3), 32)

/** ln of the evidence that one event, and one observation, adds under each alternative: their odds, and expm1 of it. */
const tilts = alternatives.map((odds) => ({ odds, excess: Math.expm1(odds) }))

/**
 * What one look adds to the evidence that a share is above a limit: for each of 32 alternatives ln of its likelihood ratio
 * against the limit. The mean over the alternatives of the product over looks is an e-process: where the share of every look
 * is at most the limit, it reaches 1/alpha at any time with a probability of at most alpha.
 *
 * The alternative with odds e^θ times those of the limit p adds x·θ − n·ln(1 + p(e^θ − 1)) for x events of n observations. The
 * expectation of its exponential is at most 1 for every share up to p, also where the share changes inside the look.
 *
 * With the canary's share of the exposure as the limit, and its share of both sides' events as the proportion, this is the
 * comparison of two counts given their sum.
 *
 * @param look - 0 ≤ events ≤ total, finite; fractions, as extrapolated counters give them, are taken as they are.
 * @param limit - between 0 and 1. At 0 any event is a proof: all ratios are ∞. At 1 nothing is ever evidence.
 * @returns 32 numbers; all 0 for nothing observed; ∞ only for events at limit 0, never NaN.
 * @throws AnalysisError `invalid-argument` outside.
 * @see Robbins (1970) for the mixture; Hoeffding (1963), eq. 4.2, for the bound on the expectation.
 * @example
 * ```ts
 * proportionLimitRatios({ events: 0, total: 0 }, 0.05)[0] // 0
 * proportionLimitRatios({ events: 1, total: 50 }, 0)[0] // Infinity
 * ```
 */
export function proportionLimitRatios(
  look: { readonly events: number; readonly total: number },
  limit: number,
): readonly number[] {
  const { events, total } = look
  if (!(limit >= 0 && limit <= 1)) throw invalidArgument('limit', 'a share between 0 and 1', String(limit))
  if (!(total >= 0 && total < Number.POSITIVE_INFINITY))
    throw invalidArgument('total', 'a finite count from 0', String(total))
  if (!(events >= 0 && events <= total))
    throw invalidArgument('events', `a count between 0 and the total of ${total}`, String(events))
  if (limit === 0 && events > 0) return tilts.map(() => Number.POSITIVE_INFINITY)
  return tilts.map(({ odds, excess }) => events * odds - total * Math.log1p(limit * excess))
}
