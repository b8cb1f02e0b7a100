import { normalQuantile } from '../distributions/index.ts'
import { invalidArgument } from '../errors.ts'
import { checkPlanned, type PlannedEffect } from './planned-effect.ts'
import { firstLook } from './first-look.ts'
import { sequentialBoundary } from './sequential-boundary.ts'

/**
 * How many looks a comparison that may be looked at every time needs until it shows an effect: the first k with
 * effect · V ≥ s(V) + z √V at V = k · information.
 *
 * The same count says how long it takes to show that nothing is worse than a margin when nothing differs: the effect is
 * then the margin, and alpha the error of that claim.
 *
 * @param effect - true effect beyond what is tolerated, above 0, in the unit of tau: ln(1.1) for 10 % of a latency.
 * @param information - of one look: the inverse variance of its difference, such as `meanInformation` gives it; above 0.
 * @throws AnalysisError `invalid-argument` outside, and for effects so small that 2⁵⁰ looks do not show them.
 * @see `sequentialBoundary`
 * @example
 * ```ts
 * looksToDetect(Math.log(1.1), 300, { tau: Math.log(1.1), alpha: 0.01, power: 0.8 }) // 7
 * ```
 */
export function looksToDetect(effect: number, information: number, planned: PlannedEffect): number {
  if (!(effect > 0 && effect < Number.POSITIVE_INFINITY))
    throw invalidArgument('effect', 'a finite number above 0', String(effect))
  if (!(information > 0 && information < Number.POSITIVE_INFINITY))
    throw invalidArgument('information', 'a finite number above 0', String(information))
  checkPlanned(planned)
  const look = firstLook((k) => effect >= effectShown(k * information, planned))
  if (look === null) throw invalidArgument('effect', 'what 2⁵⁰ looks show', String(effect))
  return look
}

/**
 * The smallest effect that is shown with the power by the time so much information has come together.
 *
 * @param information - the sum over all looks, above 0.
 * @returns above 0, in the unit of tau.
 * @throws AnalysisError `invalid-argument` outside.
 * @example
 * ```ts
 * Number(effectDetected(2100, { tau: Math.log(1.1), alpha: 0.01, power: 0.8 }).toFixed(4)) // 0.092
 * ```
 */
export function effectDetected(information: number, planned: PlannedEffect): number {
  if (!(information > 0 && information < Number.POSITIVE_INFINITY))
    throw invalidArgument('information', 'a finite number above 0', String(information))
  checkPlanned(planned)
  return effectShown(information, planned)
}

function effectShown(information: number, planned: PlannedEffect): number {
  const shown = sequentialBoundary(information, planned)
  return (shown + normalQuantile(planned.power) * Math.sqrt(information)) / information
}
