import { invalidArgument } from '../errors.ts'
import { checkOpenShare } from './open-share.ts'

/** What a comparison that is valid at every look is planned with. */
export interface PlannedEffect {
  /** Scale of the effects that the boundary is tightest for, in their unit: for a ratio of latencies ln(1 + margin). */
  readonly tau: number
  /** Error of the claim for all looks together, above 0 and below 1. */
  readonly alpha: number
  /** The chance that an effect of that size is shown, from 0.5 on and below 1. */
  readonly power: number
}

/** @throws AnalysisError `invalid-argument`. */
export function checkPlanned({ tau, alpha, power }: PlannedEffect): void {
  checkTau(tau)
  checkOpenShare(alpha, 'alpha')
  // Below even odds a boundary may be passed, left and passed again, and "from this look on" has no meaning.
  if (!(power >= 0.5 && power < 1)) throw invalidArgument('power', 'a number from 0.5 up to below 1', String(power))
}

/** Scales whose squares, and their inverses, are numbers. */
export function checkTau(tau: number): void {
  if (!(tau >= 1e-100 && tau <= 1e100)) throw invalidArgument('tau', 'a number from 1e-100 to 1e100', String(tau))
}
