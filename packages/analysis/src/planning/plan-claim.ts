import type { PlannedClaim } from './canary-outlook.ts'
import type { PlannedMetric } from './planned-metric.ts'
import { likely, looksEveryTime, nearlySure, type Reckoning } from './planned-rule.ts'
import { shownAfter } from './shown-after.ts'

/** When an equally good canary is shown to be one. */
export function claimOf({ plan, stages }: Reckoning, metric: PlannedMetric): PlannedClaim {
  const everyLook = looksEveryTime(plan)
  const after = (chance: number): number | null =>
    latest(
      (everyLook ? metric.margins : metric.margins.slice(0, 1)).map(
        ({ effect, tau, noise, levelVariance, leastLooks, information }) =>
          shownAfter(
            plan,
            everyLook ? stages : stages.slice(-1),
            {
              effect,
              tau,
              noise,
              levelVariance,
              alpha: plan.judge.options.promoteAlpha,
              // Both sides must be ruled out, and each may fail.
              power: 1 - (1 - chance) / metric.sides,
              fewestLooks: Math.max(leastLooks, plan.judge.options.minLooks),
              information: ({ sizes }) => information(sizes),
            },
            everyLook,
          ),
      ),
    )
  return {
    metric: metric.id,
    required: metric.required,
    margin: metric.margin,
    likelyAfter: after(likely),
    nearlySurelyAfter: after(nearlySure),
  }
}

function latest(times: readonly (number | null)[]): number | null {
  return times.reduce<number | null>((most, time) => (most === null || time === null ? null : Math.max(most, time)), 0)
}
