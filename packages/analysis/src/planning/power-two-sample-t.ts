import { noncentralTCdf, studentTQuantile } from '../distributions/index.ts'
import { invalidArgument } from '../errors.ts'
import { plannedTail } from './planned-tail.ts'
import { checkOpenShare } from './open-share.ts'
import { sizeForPower } from './size-for-power.ts'

/** What a planned comparison of two means rests on. */
export interface PlannedMeans {
  /** The difference that must not be missed, above 0, in the unit of the values. */
  readonly difference: number
  /** Of the values of either side, above 0; of logarithms where ratios are compared. */
  readonly standardDeviation: number
  /** Error of the test. Default 0.05. */
  readonly alpha?: number
  /** How many sides the test asks about. Default 2. */
  readonly sides?: 1 | 2
}

/**
 * The power of a t-test of two equally large samples: the chance that it shows a difference which is there.
 *
 * Two-sided it leaves out the chance to reject on the wrong side, as R's `power.t.test` does unless it is asked for.
 *
 * @param size - values of each side, from 2 on, also between whole numbers.
 * @throws AnalysisError `invalid-argument` for sizes, differences, deviations and errors outside.
 * @see Cohen (1988), Statistical Power Analysis for the Behavioral Sciences, chapter 2; by the noncentral t law.
 * @example
 * ```ts
 * powerTwoSampleT(20, { difference: 1, standardDeviation: 1 }) // 0.8689528016921
 * ```
 */
export function powerTwoSampleT(size: number, planned: PlannedMeans): number {
  const { difference, standardDeviation, alpha = 0.05, sides = 2 } = planned
  if (!(size >= 2 && size < Number.POSITIVE_INFINITY)) throw invalidArgument('size', 'from 2 on', String(size))
  const effect = difference / standardDeviation
  if (!(difference > 0 && standardDeviation > 0 && effect > 0 && effect < Number.POSITIVE_INFINITY))
    throw invalidArgument('planned', 'a difference and deviation above 0', `${difference} and ${standardDeviation}`)
  const degreesOfFreedom = 2 * (size - 1)
  const critical = -studentTQuantile(plannedTail(alpha, sides), degreesOfFreedom)
  return noncentralTCdf(-critical, degreesOfFreedom, -Math.sqrt(size / 2) * effect)
}

/**
 * How many values a side give a t-test the power: the size at which `powerTwoSampleT` reaches it.
 *
 * @param power - the chance to show the difference, above 0 and below 1.
 * @returns 2 or more, with a fraction, as R gives it: plan with the next whole number.
 * @throws AnalysisError `invalid-argument` as `powerTwoSampleT`, for powers outside, and for differences so small that
 *   10¹⁵ values could not show them.
 * @example
 * ```ts
 * Math.ceil(sizeTwoSampleT(0.9, { difference: 1, standardDeviation: 1 })) // 23
 * ```
 */
export function sizeTwoSampleT(power: number, planned: PlannedMeans): number {
  checkOpenShare(power, 'power')
  return sizeForPower((size) => powerTwoSampleT(size, planned), power, 2)
}
