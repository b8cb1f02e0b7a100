import { normalQuantile } from '../distributions/index.ts'
import type { Proportion } from '../evidence/index.ts'
import { checkProportion } from './check-proportion.ts'
import { notComparable, type Comparison } from './comparison.ts'
import type { Ratio } from './ratio-of-logs.ts'
import { checkLevel } from './sample.ts'

/**
 * The ratio of two proportions, experiment ÷ control, with Katz's interval: normal on the logarithm.
 *
 * @param level - confidence of the two-sided interval, above 0 and below 1.
 * @returns not comparable as `empty` where a side counted nothing, as `no-events` where a side has no event (no logarithm,
 *   and no half event is made up for it) and as `no-variation` where both have nothing else.
 * @throws AnalysisError `invalid-argument` where 0 ≤ events ≤ total does not hold or the level is outside (0, 1).
 * @see Katz, Baptista, Azen and Pike (1978), Biometrics 34.
 * @example
 * ```ts
 * riskRatio({ events: 5, total: 50 }, { events: 15, total: 100 }, 0.95).estimate // 1.5
 * ```
 */
export function riskRatio(control: Proportion, experiment: Proportion, level: number): Comparison<Ratio> {
  checkLevel(level)
  checkProportion(control, 'control')
  checkProportion(experiment, 'experiment')
  const [x, n, y, m] = [experiment.events, experiment.total, control.events, control.total]
  if (!(n > 0 && m > 0)) return notComparable('empty', `control counted ${m}, experiment ${n}`)
  if (!(x > 0 && y > 0)) return notComparable('no-events', `control has ${y} events of ${m}, experiment ${x} of ${n}`)
  const variance = (n - x) / (n * x) + (m - y) / (m * y)
  if (!(variance > 0)) return notComparable('no-variation', `all of ${n + m} are events`)
  const estimate = x / n / (y / m)
  const factor = Math.exp(-normalQuantile((1 - level) / 2) * Math.sqrt(variance))
  return { kind: 'compared', estimate, lower: estimate / factor, upper: estimate * factor, level }
}
