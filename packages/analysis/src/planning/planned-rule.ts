import type { PlannedCanary } from './planned-canary.ts'
import type { PlannedMetric } from './planned-metric.ts'

/** The chance that a plan counts on. */
export const likely = 0.8
/** The chance at which hardly any good canary is left undecided. */
export const nearlySure = 0.95

/** A judge that may look every time keeps its evidence from stage to stage. */
export function looksEveryTime(plan: PlannedCanary): boolean {
  return plan.judge.kind === 'sequential'
}

/** What each kind of metric counts in the evidence of harm, and how much of that its first question does. */
const kindShare = { proportion: 0.3, distribution: 0.5, gauge: 0.2 } as const
const firstQuestion = { proportion: 1, distribution: 0.4, gauge: 1 } as const

/** The metric's part of the error of a rollback without harm. */
export function harmAlpha(plan: PlannedCanary, { kind, sides }: PlannedMetric): number {
  const { alpha } = plan.judge.options
  const kinds = plan.metrics.flatMap((metric) => (metric.kind === 'health' ? [] : [metric.kind]))
  if (!looksEveryTime(plan)) {
    const ends = plan.stages.reduce((sum, stage) => sum + (stage.requires === 'bake' ? 0 : stage.extend > 0 ? 2 : 1), 0)
    return alpha / (kinds.length * ends) / sides
  }
  const whole = [...new Set(kinds)].reduce((sum, one) => sum + kindShare[one], 0)
  const alike = kinds.filter((one) => one === kind).length
  return ((alpha * kindShare[kind]) / whole / alike) * (firstQuestion[kind] / sides)
}
