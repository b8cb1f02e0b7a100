import { z } from 'zod'
import { judges, type JudgeChoice } from '../judges/index.ts'
import { parseDuration, parseTraffic, unitSchema } from '../units/index.ts'
import { guardSchema, metricKindOfRule } from './guard-schema.ts'
import { identifier } from './identifier.ts'
import { metricSchema } from './metric-schema.ts'
import type { CanaryPlan } from './resolved-policy.ts'
import { stageSchema } from './stage-schema.ts'

const duration = unitSchema(parseDuration)
const judge = z
  .discriminatedUnion('kind', [
    judges['fixed-sample'].options.extend({ kind: z.literal('fixed-sample') }),
    judges.sequential.options.extend({ kind: z.literal('sequential') }),
  ])
  .transform((asked): JudgeChoice => {
    if (asked.kind === 'sequential') {
      const { kind, ...options } = asked
      return { kind, options }
    }
    const { kind, ...options } = asked
    return { kind, options }
  })

const written = z.strictObject({
  strategy: z.enum(['canary'], "expected strategy 'canary', the only one that is supported"),
  source: identifier.meta({ description: 'A metric source that the operator configured' }),
  interval: duration.refine((ms) => ms >= 1000, 'expected an interval of 1s or more').default(15_000),
  warmup: duration.default(0),
  maxWait: duration.refine((ms) => ms > 0, 'expected a wait above 0s').default(600_000),
  stages: z.array(stageSchema).min(1, 'expected at least one stage').max(50),
  metrics: z
    .array(metricSchema)
    .min(1, 'expected at least one metric: a canary without any would pass by being empty')
    .max(100),
  guards: z.array(guardSchema).max(100).default([]),
  judge,
  traffic: unitSchema(parseTraffic)
    .meta({
      description: 'Requests per second of canary and baseline together, such as 40rps: what planning reckons with',
    })
    .exactOptional(),
  onInconclusive: z
    .enum(
      ['rollback', 'hold'],
      "expected 'rollback' or 'hold': a deployment that was never shown to be good is not promoted",
    )
    .default('rollback'),
})

/** The `canary` of a policy, with the rules that span its parts. */
export const canarySchema = written
  .transform((plan): CanaryPlan => plan)
  .superRefine((plan, context) => {
    const issue = (path: (string | number)[], message: string): void =>
      context.addIssue({ code: 'custom', path, message })
    checkStages(plan, issue)
    const ids = new Set<string>()
    for (const [list, parts] of [
      ['metrics', plan.metrics],
      ['guards', plan.guards],
    ] as const) {
      for (const [index, { id }] of parts.entries()) {
        if (ids.has(id)) issue([list, index, 'id'], `expected each id once, got '${id}' again`)
        ids.add(id)
      }
    }
    if (!plan.metrics.some((metric) => metric.required && metric.kind !== 'health')) {
      issue(['metrics'], 'expected at least one required metric that compares canary and baseline')
    }
    const bake = plan.stages.findIndex(({ requires }) => requires === 'bake')
    if (bake >= 0 && !isWatchedAlone(plan)) {
      issue(
        ['stages', bake],
        'expected a required health metric, or a guard that needs no baseline: nothing else is judged at 100%',
      )
    }
    for (const [index, guard] of plan.guards.entries()) {
      const metric = plan.metrics.find(({ id }) => id === guard.metric)
      const kind = metricKindOfRule[guard.rule]
      if (metric === undefined) {
        issue(
          ['guards', index, 'metric'],
          `expected one of the metrics ${plan.metrics.map(({ id }) => id).join(', ')}, got '${guard.metric}'`,
        )
      } else if (metric.kind !== kind) {
        issue(
          ['guards', index, 'metric'],
          `expected a metric of kind ${kind} for this rule, '${metric.id}' is of kind ${metric.kind}`,
        )
      }
    }
  })

/** True where something is judged without a baseline. */
function isWatchedAlone(plan: CanaryPlan): boolean {
  return (
    plan.metrics.some((metric) => metric.kind === 'health' && metric.required) ||
    plan.guards.some(({ rule }) => rule !== 'quantile-above-baseline')
  )
}

function checkStages(plan: CanaryPlan, issue: (path: (string | number)[], message: string) => void): void {
  for (const [index, stage] of plan.stages.entries()) {
    const before = plan.stages[index - 1]
    if (before !== undefined && !(stage.traffic > before.traffic)) {
      issue(['stages', index, 'traffic'], 'expected more traffic than in the stage before')
    }
    if (stage.duration < plan.interval) {
      issue(['stages', index], `expected a stage of at least one look (interval ${plan.interval / 1000}s)`)
    }
    if (plan.warmup > 0 && stage.requires !== 'bake' && stage.duration <= plan.warmup) {
      issue(['stages', index], 'expected a stage longer than the warm-up')
    }
  }
  const last = plan.stages.findLastIndex(({ traffic }) => traffic < 1)
  if (plan.stages[last]?.requires !== 'non-inferiority') {
    issue(
      last < 0 ? ['stages'] : ['stages', last, 'requires'],
      "expected the last stage below 100% to say 'requires: non-inferiority': a promote is a positive claim",
    )
  }
}
