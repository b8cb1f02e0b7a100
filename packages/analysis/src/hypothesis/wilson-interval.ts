import { checkPositive, normalQuantile } from '../distributions/index.ts'
import type { Proportion } from '../evidence/index.ts'
import { checkProportion } from './check-proportion.ts'
import { checkLevel } from './sample.ts'

export interface WilsonInterval {
  readonly estimate: number
  readonly lower: number
  readonly upper: number
  readonly level: number
}

/**
 * Wilson's interval of one proportion: the shares that the score test does not reject. On average over the shares it
 * keeps its level; `clopperPearson` keeps it at every share and is wider.
 *
 * @param proportion - events of a total above 0; fractions of events, as extrapolated counters give them, are fine.
 * @param level - confidence of the two-sided interval, above 0 and below 1.
 * @param name - what the error calls the proportion.
 * @returns without continuity correction, within [0, 1] and around the share itself, which is the limit where no event or
 *   nothing else was counted.
 * @throws AnalysisError `invalid-argument` where 0 ≤ events ≤ total and total > 0 do not hold or the level is outside.
 * @see Wilson (1927), Journal of the American Statistical Association 22; R's `prop.test(correct = FALSE)`.
 * @example
 * ```ts
 * wilsonInterval({ events: 0, total: 10 }, 0.95).upper // 0.2775327998628892
 * ```
 */
export function wilsonInterval(proportion: Proportion, level: number, name = 'proportion'): WilsonInterval {
  checkLevel(level)
  checkProportion(proportion, name)
  const { events, total } = proportion
  checkPositive(`${name}.total`, total)
  const z = -normalQuantile((1 - level) / 2)
  const estimate = events / total
  const scale = 1 + (z * z) / total
  const center = (estimate + (z * z) / (2 * total)) / scale
  const half = (z * Math.sqrt((estimate * (1 - estimate)) / total + (z * z) / (4 * total * total))) / scale
  // At the ends the limit is the share itself; rounding must not push it past.
  return {
    estimate,
    lower: events === 0 ? 0 : Math.min(estimate, Math.max(0, center - half)),
    upper: events === total ? 1 : Math.max(estimate, Math.min(1, center + half)),
    level,
  }
}
