import { z } from 'zod'

const share = z.number().gt(0).lt(1)

/** A limit in one or several ways; the largest holds. */
const limitSchema = z
  .object({
    ratio: z.number().gt(0).optional(),
    relative: z.number().nonnegative().optional(),
    absolute: z.number().nonnegative().optional(),
  })
  .refine((limit) => Object.values(limit).some((size) => size !== undefined), 'expected ratio, relative or absolute')

const metricSchema = z.object({
  id: z.string(),
  kind: z.enum(['proportion', 'rate', 'distribution', 'gauge']),
  harm: z.enum(['increase', 'decrease', 'either']).default('increase'),
  tolerance: limitSchema.nullish(),
  margin: limitSchema.nullish(),
  weight: z.number().nonnegative().nullish(),
  required: z.boolean().default(true),
  critical: z.boolean().default(false),
})

const guardSchema = z.object({
  id: z.string().optional(),
  metric: z.string(),
  above: z.number().optional(),
  aboveBaseline: z.number().optional(),
  quantile: share.optional(),
  /** Seconds. */
  window: z.number().gt(0).default(60),
  minTotal: z.number().nonnegative().default(1),
  evidence: z.enum(['always-valid', 'point']).default('always-valid'),
})

/** What an arm showed, by metric: read by the metric's kind. */
const armSchema = z.record(z.string(), z.unknown()).nullish()

const lookSchema = z.object({
  /** Seconds. */
  t: z.number(),
  share: z.number().min(0).max(1).nullish(),
  baseline: armSchema,
  canary: armSchema,
})

const outcomeSchema = z.enum(['pass', 'warn', 'inconclusive', 'error', 'fail'])

/** One line of a file of canaries, as ../shared/golden/sequential.md describes it. Keys beside these are for reading. */
export const caseSchema = z
  .object({
    id: z.string(),
    metrics: z.array(metricSchema).min(1),
    alphaRollback: share.default(0.01),
    alphaPromote: share.default(0.05),
    minLooks: z.number().int().nonnegative().default(5),
    pods: z
      .object({ canary: z.number().gt(0), baseline: z.number().gt(0), spread: z.number().default(0.02) })
      .nullish(),
    guards: z.array(guardSchema).nullish(),
    history: z.array(z.object({ a: armSchema, b: armSchema })).nullish(),
    looks: z.array(lookSchema).min(1),
    expected: z
      .object({
        verdict: z.enum(['promote', 'rollback', 'hold']).optional(),
        lookAtMost: z.number().optional(),
        lookAtLeast: z.number().optional(),
        outcome: z.union([outcomeSchema, z.array(outcomeSchema)]).optional(),
      })
      .nullish(),
  })
  .refine(({ metrics }) => new Set(metrics.map(({ id }) => id)).size === metrics.length, 'a metric comes twice')
  .refine(
    ({ looks }) => looks.every(({ t }, at) => at === 0 || t > (looks[at - 1]?.t ?? Number.NaN)),
    'the looks do not ascend in time',
  )

export type SequentialCase = z.output<typeof caseSchema>
export type CaseMetric = SequentialCase['metrics'][number]
export type CaseGuard = NonNullable<SequentialCase['guards']>[number]
