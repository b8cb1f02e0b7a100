import type { PlannedCanary } from './planned-canary.ts'
import type { PlannedDetection } from './canary-outlook.ts'
import type { ComparedStage } from './compared-stage.ts'
import type { PlannedMetric } from './planned-metric.ts'
import { harmAlpha, likely, looksEveryTime } from './planned-rule.ts'
import { isShown, shownAfter } from './shown-after.ts'

/** When the changes that people ask about are found; those within the tolerance never are, and are left out. */
export function detectionsOf(
  plan: PlannedCanary,
  stages: readonly ComparedStage[],
  metric: PlannedMetric,
): readonly PlannedDetection[] {
  const { tau, ratios, mostRatio, effectOf, information } = metric.harm
  return ratios
    .filter((ratio) => effectOf(ratio) > 0 && Math.abs(Math.log(ratio)) <= Math.abs(Math.log(mostRatio)))
    .map((ratio) => ({
      metric: metric.id,
      ratio,
      after: shownAfter(
        plan,
        stages,
        {
          effect: effectOf(ratio),
          tau,
          alpha: harmAlpha(plan, metric),
          power: likely,
          fewestLooks: 1,
          information: ({ sizes }) => information(sizes, ratio),
        },
        looksEveryTime(plan),
      ),
    }))
}

/** The ratio nearest to 1 that is shown by the end of the last of these stages. */
export function detectableRatio(
  plan: PlannedCanary,
  stages: readonly ComparedStage[],
  metric: PlannedMetric,
): number | null {
  const { tau, mostRatio, effectOf, information } = metric.harm
  const everyLook = looksEveryTime(plan)
  const counted = everyLook ? stages : stages.slice(-1)
  const shows = (ratio: number): boolean => {
    const effect = effectOf(ratio)
    if (!(effect > 0)) return false
    const sum = counted.reduce((total, { looks, sizes }) => total + looks * information(sizes, ratio), 0)
    return isShown({ effect, tau, alpha: harmAlpha(plan, metric), power: likely }, sum, everyLook)
  }
  if (!shows(mostRatio)) return null
  let [outside, inside] = [1, mostRatio]
  for (let step = 0; step < 60; step += 1) {
    // Upwards by factors, because the search ends far away; downwards to 0.
    const middle = mostRatio > 1 ? Math.sqrt(outside * inside) : (outside + inside) / 2
    if (shows(middle)) inside = middle
    else outside = middle
  }
  return inside
}
