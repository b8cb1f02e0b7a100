import { formatDuration, formatNumber, formatShare, formatTraffic } from '../units/index.ts'
import { assumptionText } from './assumption-text.ts'
import type { PlannedClaim, PlanShortcoming } from './canary-outlook.ts'
import type { ComparedStage } from './compared-stage.ts'
import type { PlannedMetric } from './planned-metric.ts'

/** Stages that give a required metric fewer observations than it asks for. */
export function fewObservations(
  stages: readonly ComparedStage[],
  metrics: readonly PlannedMetric[],
): readonly PlanShortcoming[] {
  return stages.flatMap((stage) => {
    const observations = stage.mostLooks * Math.min(stage.sizes.control, stage.sizes.experiment)
    return metrics
      .filter(({ required, minTotal }) => required && !(observations >= minTotal))
      .map(({ id, minTotal }) => ({
        pointer: `/canary/stages/${stage.index}`,
        sentence: `stage ${stage.index + 1} gives the smaller side about ${formatNumber(Math.floor(observations))} observations of ${id}, ${minTotal} are needed`,
      }))
  })
}

/** Required metrics that a good canary is not likely to pass before the last comparison ends. */
export function lateClaims(
  claims: readonly PlannedClaim[],
  metrics: readonly PlannedMetric[],
  decidedBy: number,
  traffic: number,
): readonly PlanShortcoming[] {
  return metrics.flatMap((metric, place) => {
    const after = claims[place]?.likelyAfter ?? null
    if (!metric.required || (after !== null && after <= decidedBy)) return []
    const margin = metric.kind === 'proportion' ? `${formatNumber(100 * metric.margin)} pp` : formatShare(metric.margin)
    const needed = after === null ? 'is out of reach' : `takes about ${formatDuration(after)}`
    return [
      {
        pointer: `/canary/metrics/${metric.index}`,
        sentence: `to show that ${metric.id} is not worse by ${margin} ${needed} at ${formatTraffic(traffic)} (${assumptionText(metric.assumption)}), and the last comparison ends after ${formatDuration(decidedBy)}: a longer stage, a larger share or a wider margin is needed`,
      },
    ]
  })
}
