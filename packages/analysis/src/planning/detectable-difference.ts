import { invalidArgument } from '../errors.ts'
import { checkOpenShare } from './open-share.ts'
import { powerTwoProportion, type PlannedProportions } from './power-two-proportion.ts'
import { powerTwoSampleT, type PlannedMeans } from './power-two-sample-t.ts'

/**
 * The smallest difference of two means that a t-test of so many values a side shows with the power.
 *
 * @param size - values of each side, from 2 on. @param power - the chance to show it, above alpha ÷ sides and below 1.
 * @returns above 0, in the unit of the deviation.
 * @throws AnalysisError `invalid-argument` as `powerTwoSampleT`, and for powers outside: below alpha ÷ sides no difference at
 *   all has as little.
 * @see R's `power.t.test`, solved for `delta`.
 * @example
 * ```ts
 * Math.round(1e9 * detectableDifference(40, 0.9, { standardDeviation: 1 })) // 733919595
 * ```
 */
export function detectableDifference(size: number, power: number, planned: Omit<PlannedMeans, 'difference'>): number {
  checkPower(power, planned)
  const { standardDeviation } = planned
  const powerAt = (effect: number): number =>
    powerTwoSampleT(size, { ...planned, difference: effect * standardDeviation })
  let most = 1
  while (!(powerAt(most) >= power)) most *= 2
  return standardDeviation * firstWith((effect) => powerAt(effect) >= power, 0, most)
}

/**
 * The share of the experiment nearest to the control's, on the side of the harm, that the z-test of so many trials a side
 * shows with the power.
 *
 * @param size - trials of each side, above 0. @param power - the chance to show it, above alpha ÷ sides and below 1.
 * @param planned.harm - which change is bad: `increase` looks above the control's share, `decrease` below it.
 * @returns `null` where not even 1, or 0, would be shown: the plan is too small for any difference.
 * @throws AnalysisError `invalid-argument` as `powerTwoProportion`, and for powers and directions outside.
 * @see R's `power.prop.test`, solved for `p2`.
 * @example
 * ```ts
 * detectableShare(2, 0.9, { control: 0.5, harm: 'increase' }) // null
 * ```
 */
export function detectableShare(
  size: number,
  power: number,
  planned: Omit<PlannedProportions, 'experiment'> & { readonly harm: 'increase' | 'decrease' },
): number | null {
  const { harm, ...plan } = planned
  checkPower(power, plan)
  if (!['increase', 'decrease'].includes(harm)) throw invalidArgument('harm', 'increase or decrease', harm)
  const shows = (experiment: number): boolean => powerTwoProportion(size, { ...plan, experiment }) >= power
  const end = harm === 'increase' ? 1 : 0
  return plan.control !== end && shows(end) ? firstWith(shows, plan.control, end) : null
}

function checkPower(power: number, { alpha = 0.05, sides = 2 }: { readonly alpha?: number; readonly sides?: 1 | 2 }) {
  checkOpenShare(power, 'power')
  if (power <= alpha / sides) throw invalidArgument('power', `above alpha ÷ sides, ${alpha / sides}`, String(power))
}

/** Between a point where a condition does not hold and one where it does: the place from which it does, by halving. */
function firstWith(holds: (x: number) => boolean, without: number, from: number): number {
  let [outside, inside] = [without, from]
  for (;;) {
    const middle = (outside + inside) / 2
    if (Math.abs(inside - outside) <= 1e-13 * Math.abs(inside) || middle === outside || middle === inside) return inside
    if (holds(middle)) inside = middle
    else outside = middle
  }
}
