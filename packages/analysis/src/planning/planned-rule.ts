import { metricWeights } from '../judges/index.ts'
import type { ComparedStage } from './compared-stage.ts'
import type { PlannedCanary } from './planned-canary.ts'
import type { PlannedMetric } from './planned-metric.ts'

/** The chance that a plan counts on. */
export const likely = 0.8
/** The chance at which hardly any good canary is left undecided. */
export const nearlySure = 0.95

/** What all of a plan's questions are reckoned from. */
export interface Reckoning {
  readonly plan: PlannedCanary
  /** Those that count, at least the last one compared. */
  readonly stages: readonly ComparedStage[]
}

/** A judge that may look every time keeps its evidence from stage to stage. */
export function looksEveryTime(plan: PlannedCanary): boolean {
  return plan.judge.kind === 'sequential'
}

/** The mean of a distribution is one of its questions; the others are about its tails. */
const firstQuestion = { proportion: 1, distribution: 0.4, gauge: 1 } as const

/** The metric's part of the error of a rollback without harm. */
export function harmAlpha(plan: PlannedCanary, { id, kind, sides }: PlannedMetric): number {
  const compared = plan.metrics.flatMap((metric) => (metric.kind === 'health' ? [] : [metric]))
  const { alpha } = plan.judge.options
  if (!looksEveryTime(plan)) {
    const ends = plan.stages.reduce((sum, stage) => sum + (stage.requires === 'bake' ? 0 : stage.extend > 0 ? 2 : 1), 0)
    return alpha / (compared.length * ends) / sides
  }
  const weights = metricWeights(
    compared.map(({ weight = null, critical = false, ...metric }) => ({ ...metric, weight, critical })),
  )
  const weight = weights[compared.findIndex((metric) => metric.id === id)] ?? 0
  return (alpha * weight * firstQuestion[kind]) / sides
}
