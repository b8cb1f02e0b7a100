import { z } from 'zod'
import { missingReasons } from '@kosmos/analysis/evidence'
import type { Run } from '../runs/index.ts'
import { subjectShape, verdictShape } from './verdict-shape.ts'

// JSON keeps no infinities; the codec gives them back, and zod's number refuses them.
const bound = z.union([z.number(), z.literal(Number.POSITIVE_INFINITY)])
const time = z.number().nullable()
const margin = z.object({ absolute: z.number(), relative: z.number() })

function look<Value extends z.ZodType>(value: Value) {
  const measured = z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('measured'), value }),
    z.object({ kind: z.literal('missing'), reason: z.enum(missingReasons), detail: z.string() }),
  ])
  return z.object({
    stage: z.number(),
    start: z.number(),
    end: z.number(),
    control: measured.nullable(),
    experiment: measured,
  })
}

const quality = z.array(
  z.object({
    code: z.enum([
      'source-error',
      'source-warning',
      'stale',
      'partial',
      'counter-reset',
      'window-not-covered',
      'target-down',
      'clock-skew',
    ]),
    detail: z.string(),
  }),
)
const ofMetric = { metric: z.string(), quality }
const histogram = z.object({ buckets: z.array(z.object({ upperBound: bound, count: z.number() })), total: z.number() })
const evidence = z.discriminatedUnion('kind', [
  z.object({
    ...ofMetric,
    kind: z.literal('proportion'),
    looks: z.array(look(z.object({ events: z.number(), total: z.number() }))),
  }),
  z.object({ ...ofMetric, kind: z.literal('distribution'), looks: z.array(look(histogram)) }),
  z.object({ ...ofMetric, kind: z.literal('gauge'), looks: z.array(look(z.number())) }),
  z.object({ ...ofMetric, kind: z.literal('health'), looks: z.array(look(z.number())) }),
])

const harm = z.enum(['increase', 'decrease', 'either'])
const named = { id: z.string(), required: z.boolean() }
const compared = {
  harm,
  margin,
  tolerance: margin,
  weight: z.number().exactOptional(),
  critical: z.boolean().exactOptional(),
}
const metric = z.discriminatedUnion('kind', [
  z.object({
    ...named,
    ...compared,
    kind: z.literal('proportion'),
    events: z.string(),
    total: z.string(),
    minTotal: z.number(),
    onNoData: z.enum(['missing', 'zero']),
    expected: z.number().exactOptional(),
  }),
  z.object({
    ...named,
    ...compared,
    kind: z.literal('distribution'),
    histogram: z.string(),
    quantile: z.number(),
    minTotal: z.number(),
    spread: z.number().exactOptional(),
  }),
  z.object({ ...named, ...compared, kind: z.literal('gauge'), query: z.string(), spread: z.number().exactOptional() }),
  z.object({ ...named, kind: z.literal('health'), query: z.string() }),
])

const rule = { id: z.string(), metric: z.string() }
const windowed = { ...rule, window: z.number(), minTotal: z.number(), evidence: z.enum(['always-valid', 'point']) }
const guard = z.discriminatedUnion('rule', [
  z.object({ ...windowed, rule: z.literal('proportion-above'), above: z.number() }),
  z.object({ ...windowed, rule: z.literal('quantile-above'), quantile: z.number(), above: z.number() }),
  z.object({ ...windowed, rule: z.literal('quantile-above-baseline'), quantile: z.number(), ratio: z.number() }),
  z.object({ ...rule, rule: z.literal('failing-for'), failingFor: z.number(), evidence: z.literal('point') }),
])

const errorRates = { alpha: z.number(), promoteAlpha: z.number(), minLooks: z.number() }

const plan = z.object({
  strategy: z.literal('canary'),
  source: z.string(),
  interval: z.number(),
  warmup: z.number(),
  maxWait: z.number(),
  stages: z.array(
    z.object({
      traffic: z.number(),
      duration: z.number(),
      requires: z.enum(['no-harm', 'non-inferiority', 'bake']),
      extend: z.number(),
    }),
  ),
  metrics: z.array(metric),
  guards: z.array(guard),
  judge: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('fixed-sample'), options: z.object(errorRates) }),
    z.object({
      kind: z.literal('sequential'),
      options: z.object({
        ...errorRates,
        pods: z.object({ baseline: z.number(), canary: z.number(), spread: z.number() }).exactOptional(),
        trafficSplit: z.enum(['checked', 'unchecked']),
      }),
    }),
  ]),
  traffic: z.number().exactOptional(),
  onInconclusive: z.enum(['rollback', 'hold']),
})

const deployment = z.object({ labels: z.record(z.string(), z.string()), targets: z.array(z.string()) })

/** A run as it is stored: a row that is not this is never half read. */
export const runShape: z.ZodType<Run> = z.object({
  id: z.string(),
  revision: z.int(),
  status: z.enum(['queued', 'running', 'completed']),
  endReason: z.enum(['decided', 'deadline', 'cancelled', 'superseded']).nullable(),
  subject: subjectShape,
  policy: z.object({ name: z.string(), digest: z.string() }),
  policyDocument: z.string(),
  plan,
  baseline: deployment,
  canary: deployment,
  advance: z.enum(['automatic', 'reported']),
  createdAt: z.number(),
  endedAt: time,
  stage: z.int(),
  stages: z.array(
    z.object({
      traffic: z.number(),
      status: z.enum(['pending', 'awaiting-traffic', 'running', 'decided']),
      startedAt: time,
      endsAt: time,
      extended: z.boolean(),
      trafficDeadline: time,
      verdict: verdictShape.nullable(),
    }),
  ),
  lookedUntil: time,
  evidence: z.array(evidence),
  nextActionAt: time,
  verdict: verdictShape.nullable(),
})
