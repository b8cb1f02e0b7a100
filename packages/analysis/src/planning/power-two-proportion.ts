import { normalCdf, normalQuantile } from '../distributions/index.ts'
import { invalidArgument } from '../errors.ts'
import { plannedTail } from './planned-tail.ts'
import { checkOpenShare } from './open-share.ts'

/** What a planned comparison of two proportions rests on. */
export interface PlannedProportions {
  /** Share of the control, from 0 to 1. */
  readonly control: number
  /** The share of the experiment that must not be missed: another one. */
  readonly experiment: number
  /** Error of the test. Default 0.05. */
  readonly alpha?: number
  /** How many sides the test asks about. Default 2. */
  readonly sides?: 1 | 2
}

/**
 * The power of the z-test of two proportions (`proportionTest` without continuity) with equally large sides.
 *
 * By the normal law, with the pooled variance under the null hypothesis and each side's own under the alternative; with
 * fewer than about 5 expected events a side it promises too much.
 *
 * @param size - trials of each side, above 0.
 * @throws AnalysisError `invalid-argument` for sizes, shares and errors outside, and equal shares.
 * @see Fleiss, Levin and Paik (2003), Statistical Methods for Rates and Proportions, chapter 4; R's `power.prop.test`.
 * @example
 * ```ts
 * powerTwoProportion(3000, { control: 0.001, experiment: 0.005 }) // 0.8087500728528278
 * ```
 */
export function powerTwoProportion(size: number, planned: PlannedProportions): number {
  if (!(size > 0 && size < Number.POSITIVE_INFINITY)) throw invalidArgument('size', 'above 0', String(size))
  const { critical, deviation, difference } = normalPlan(planned)
  return normalCdf((Math.sqrt(size) * difference - critical) / deviation)
}

/**
 * How many trials a side give the z-test of two proportions the power.
 *
 * @param power - the chance to show the difference, above 0 and below 1.
 * @returns 1 or more, with a fraction, as R gives it: plan with the next whole number.
 * @throws AnalysisError `invalid-argument` as `powerTwoProportion`, and for powers outside.
 * @example
 * ```ts
 * Math.ceil(sizeTwoProportion(0.8, { control: 0.001, experiment: 0.005 })) // 2934
 * ```
 */
export function sizeTwoProportion(power: number, planned: PlannedProportions): number {
  checkOpenShare(power, 'power')
  const { critical, deviation, difference } = normalPlan(planned)
  const root = (critical + normalQuantile(power) * deviation) / difference
  return root > 1 ? root * root : 1
}

/** What √size times the difference has to pass, and how it varies then. */
function normalPlan({ control, experiment, alpha = 0.05, sides = 2 }: PlannedProportions) {
  if (!(control >= 0 && control <= 1)) throw invalidArgument('control', 'a share from 0 to 1', String(control))
  if (!(experiment >= 0 && experiment <= 1 && experiment !== control))
    throw invalidArgument('experiment', `a share from 0 to 1 other than ${control}`, String(experiment))
  const both = control + experiment
  return {
    critical: -normalQuantile(plannedTail(alpha, sides)) * Math.sqrt(both * (1 - both / 2)),
    // Never 0, so that 0 against 1 has an answer too.
    deviation: Math.max(Number.MIN_VALUE, Math.sqrt(control * (1 - control) + experiment * (1 - experiment))),
    difference: Math.abs(experiment - control),
  }
}
