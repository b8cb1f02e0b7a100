import type { PlannedDetection } from './canary-outlook.ts'
import type { PlannedMetric } from './planned-metric.ts'
import { harmAlpha, likely, looksEveryTime, type Reckoning } from './planned-rule.ts'
import { isShown, shownAfter } from './shown-after.ts'

/**
 * When the changes that people ask about are found; those within the tolerance, and those of metrics that decide nothing,
 * never are, and are left out.
 */
export function detectionsOf({ plan, stages }: Reckoning, metric: PlannedMetric): readonly PlannedDetection[] {
  const { tau, noise, levelVariance, ratios, mostRatio, effectOf, information } = metric.harm
  const alpha = harmAlpha(plan, metric)
  if (!(alpha > 0)) return []
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
          alpha,
          power: likely,
          noise,
          levelVariance,
          fewestLooks: 1,
          information: ({ sizes }) => information(sizes, ratio),
        },
        looksEveryTime(plan),
      ),
    }))
}

/** The ratio nearest to 1 that is shown by the end of the last of these stages. */
export function detectableRatio({ plan, stages }: Reckoning, metric: PlannedMetric): number | null {
  const { tau, noise, levelVariance, mostRatio, effectOf, information } = metric.harm
  const alpha = harmAlpha(plan, metric)
  if (!(alpha > 0)) return null
  const everyLook = looksEveryTime(plan)
  const counted = everyLook ? stages : stages.slice(-1)
  const shows = (ratio: number): boolean => {
    const effect = effectOf(ratio)
    if (!(effect > 0)) return false
    const seen = counted.reduce(
      (sum, { looks, sizes }) => ({
        information: sum.information + looks * information(sizes, ratio),
        looks: sum.looks + looks,
      }),
      { information: 0, looks: 0 },
    )
    const asked = { effect, tau, alpha, power: likely, noise, levelVariance }
    return isShown(asked, seen, everyLook)
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
