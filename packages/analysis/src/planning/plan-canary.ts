import { invalidArgument } from '../errors.ts'
import type { Metric } from '../judges/index.ts'
import type { PlannedCanary } from './planned-canary.ts'
import type { CanaryOutlook, PlanAssumptions } from './canary-outlook.ts'
import { comparedStages } from './compared-stage.ts'
import { claimOf } from './plan-claim.ts'
import { detectableRatio, detectionsOf } from './plan-detections.ts'
import { fewObservations, lateClaims } from './plan-shortcomings.ts'
import { plannedMetric } from './planned-metric.ts'

/**
 * Reckons what a canary plan can show before it runs: the smallest harm that each stage shows, when changes for the worse
 * are found, when a good canary is shown to be one, and whether the plan can conclude at all.
 *
 * Looks are compared inside themselves, and their information adds up over looks and stages; a fixed-sample judge has only
 * that of one stage. Waiting for traffic to move is left out. Without `history` a sequential judge assumes the noise or
 * learns it from the looks that it judges, and needs longer. Against simulated canaries of that judge the times are right to about a fifth.
 *
 * @returns times as if the last comparison went on for as long as it takes: those after `decidedBy` are outside the plan.
 * @throws AnalysisError `invalid-argument` for traffic that is not above 0, values out of range, and ids of no such metric.
 * @see `looksToDetect`, `eventInformation`
 * @example
 * ```ts
 * planCanary({ interval: 15e3, warmup: 0, stages: [], metrics: [], judge: { kind: 'sequential', options: { alpha: 0.01, promoteAlpha: 0.05, minLooks: 5 } } }, { traffic: 40 }).concludes // null
 * ```
 */
export function planCanary(plan: PlannedCanary, assumptions: PlanAssumptions): CanaryOutlook {
  const { traffic, history = false } = assumptions
  if (!(traffic > 0 && traffic <= 1e12))
    throw invalidArgument('traffic', 'requests per second above 0 and up to 1e12', String(traffic))
  const planned = plannedMetrics(plan, assumptions)
  const metrics = planned.flatMap(({ found }) => (typeof found === 'string' ? [] : [found]))
  const unplanned = planned.flatMap(({ id, found }) =>
    typeof found === 'string' ? [{ metric: id, reason: found }] : [],
  )
  const stages = comparedStages(plan, traffic)
  const last = stages.at(-1)
  const decidedBy = last === undefined ? 0 : last.endsAt + (plan.stages[last.index]?.extend ?? 0)
  const claims = metrics.map((metric) => claimOf({ plan, stages }, metric))
  const shortcomings = [...fewObservations(stages, metrics), ...lateClaims(claims, metrics, decidedBy, traffic)]
  return {
    traffic,
    history,
    assumptions: metrics.map(({ assumption }) => assumption),
    stages: stages.map((stage, place) => ({
      traffic: stage.traffic,
      endsAt: stage.endsAt,
      looks: stage.looks,
      observations: stage.looks * Math.min(stage.sizes.control, stage.sizes.experiment),
      detectable: metrics.map((metric) => ({
        metric: metric.id,
        ratio: detectableRatio({ plan, stages: stages.slice(0, place + 1) }, metric),
      })),
    })),
    detections: metrics.flatMap((metric) => detectionsOf({ plan, stages }, metric)),
    claims,
    unplanned,
    decidedBy,
    shortcomings,
    concludes: shortcomings.length > 0 ? false : isReckoned(plan, claims) ? true : null,
  }
}

function plannedMetrics(
  plan: PlannedCanary,
  { traffic, history = false, expected = {}, spread = {} }: PlanAssumptions,
) {
  const { pods } = plan.judge.options
  const levelVariance = pods === undefined ? 0 : pods.spread ** 2 * (1 / pods.baseline + 1 / pods.canary)
  const given = { perLook: (traffic * plan.interval) / 1000, history, levelVariance }
  const isFor = (id: string, kinds: readonly Metric['kind'][]): boolean =>
    plan.metrics.some((metric) => metric.id === id && kinds.includes(metric.kind))
  for (const id of Object.keys(expected))
    if (!isFor(id, ['proportion'])) throw invalidArgument('expected', 'ids of proportions of the plan', id)
  for (const id of Object.keys(spread))
    if (!isFor(id, ['distribution', 'gauge']))
      throw invalidArgument('spread', 'ids of distributions and gauges of the plan', id)
  const own = (values: Readonly<Record<string, number>>, id: string): number | undefined =>
    Object.hasOwn(values, id) ? values[id] : undefined
  return plan.metrics.flatMap((metric, index) => {
    if (metric.kind === 'health') return []
    const value = own(metric.kind === 'proportion' ? expected : spread, metric.id)
    if (value === undefined) return [{ id: metric.id, found: plannedMetric(metric, index, given) }]
    const said = metric.kind === 'proportion' ? { ...metric, expected: value } : { ...metric, spread: value }
    return [{ id: metric.id, found: plannedMetric(said, index, given) }]
  })
}

/** True where a plan has required metrics to compare, and all of them were reckoned with. */
function isReckoned(plan: PlannedCanary, claims: CanaryOutlook['claims']): boolean {
  const required = plan.metrics.filter((metric) => metric.required && metric.kind !== 'health')
  return required.length > 0 && required.every(({ id }) => claims.some(({ metric }) => metric === id))
}
