import { z } from 'zod'
import type { Metric } from '../judges/index.ts'
import { parseMargin, parsePercentage, parseQuantile, parseShare, unitSchema, type Margin } from '../units/index.ts'
import { identifier } from './identifier.ts'
import { queryTemplate } from './query-template.ts'

const none: Margin = { absolute: 0, relative: 0 }
const margin = unitSchema(parseMargin)
const positiveMargin = margin.refine(
  ({ absolute, relative }) => absolute > 0 || relative > 0,
  'expected a margin above 0',
)
const relativeMargin = margin.refine(
  ({ absolute, relative }) => absolute === 0 && relative > 0,
  'expected a margin relative to the baseline, such as 10%',
)
const relative = margin.refine(({ absolute }) => absolute === 0, 'expected a size relative to the baseline, such as 3%')
const harm = z.enum(['increase', 'decrease', 'either']).meta({ description: 'Which change is bad' })
const minTotal = z.int().min(1)
const common = { id: identifier, required: z.boolean().default(true) }
const weighed = {
  ...common,
  weight: z
    .number()
    .min(0.001)
    .max(1000)
    .meta({ description: "What the metric's evidence of harm counts among the others'" })
    .exactOptional(),
  critical: z.boolean().meta({ description: 'Counts double' }).exactOptional(),
}

const proportion = z.strictObject({
  ...weighed,
  kind: z.literal('proportion'),
  events: queryTemplate.meta({ description: 'Number of events in the window {{window}}' }),
  total: queryTemplate.meta({ description: 'Number of observations in the same window' }),
  harm,
  margin: positiveMargin,
  tolerance: margin.default(none),
  minTotal: minTotal.default(100),
  onNoData: z.enum(['missing', 'zero']).default('missing').meta({
    description: 'zero: no answer for events counts as 0 where the total was measured and is above 0',
  }),
  expected: unitSchema(parseShare)
    .refine((share) => share > 0 && share < 1, 'expected a share above 0% and below 100%')
    .meta({ description: 'Share of events that the baseline has, for planning; 1% where it is not said' })
    .exactOptional(),
})

const distribution = z.strictObject({
  ...weighed,
  kind: z.literal('distribution'),
  histogram: queryTemplate.meta({ description: 'Observations per cumulative bucket (label le) in the window' }),
  quantile: unitSchema(parseQuantile).default(0.5),
  harm,
  margin: relativeMargin,
  tolerance: relative.default({ absolute: 0, relative: 0.03 }),
  minTotal: minTotal.default(100),
  spread: z
    .number()
    .min(0.001)
    .max(10)
    .meta({ description: "Standard deviation of an observation's logarithm, for planning; 0.6 where it is not said" })
    .exactOptional(),
})

const gauge = z.strictObject({
  ...weighed,
  kind: z.literal('gauge'),
  query: queryTemplate,
  harm,
  margin: positiveMargin,
  tolerance: margin.default({ absolute: 0, relative: 0.05 }),
  spread: unitSchema(parsePercentage)
    .refine((spread) => spread >= 0.0001 && spread <= 10, 'expected a spread from 0.01% to 1000%')
    .meta({
      description: 'Standard deviation of the readings, relative to their level, for planning; 5% where it is not said',
    })
    .exactOptional(),
})

const health = z.strictObject({
  ...common,
  kind: z.literal('health'),
  query: queryTemplate.meta({ description: '1 is healthy, anything else is failing; read of the canary only' }),
})

/** A metric of a canary plan, as people write it. */
export const metricSchema = z
  .discriminatedUnion('kind', [proportion, distribution, gauge, health])
  .transform((metric): Metric => metric)
  .superRefine((metric, context) => {
    if (metric.kind === 'health') return
    // Both parts, because which of them holds depends on the baseline.
    const within =
      metric.tolerance.absolute <= metric.margin.absolute || metric.tolerance.absolute === 0
        ? metric.tolerance.relative <= metric.margin.relative ||
          metric.tolerance.relative === 0 ||
          metric.margin.relative === 0
        : false
    if (!within) {
      context.addIssue({
        code: 'custom',
        path: ['tolerance'],
        message: 'expected a tolerance that is not above the margin',
      })
    }
  })
