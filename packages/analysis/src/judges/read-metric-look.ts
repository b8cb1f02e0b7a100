import { z } from 'zod'
import { invalidArgument } from '../errors.ts'
import type { Histogram, Measured, Proportion } from '../evidence/index.ts'
import { fromCumulative } from '../series/index.ts'
import type { MetricLook, Rate, Samples } from './sequential/canary-look.ts'

const spelt = { NaN: Number.NaN, Inf: Infinity, '+Inf': Infinity, '-Inf': -Infinity } as const

/** A number, or one that JSON has no word for. `null` is none: it proves nothing, like NaN. */
const number = z.union([
  z.number(),
  z.enum(['NaN', 'Inf', '+Inf', '-Inf']).transform((name) => spelt[name]),
  z.null().transform(() => Number.NaN),
])

/** `"0.25"` as Prometheus writes its bounds. */
const bound = z.union([
  number,
  z
    .string()
    .regex(/^[0-9.e+-]+$/)
    .transform(Number),
])

const valueOf = {
  proportion: z.object({ events: number, total: number }),
  rate: z.object({ events: number, exposure: number }),
  distribution: z.union([
    z.object({ samples: z.array(number) }),
    z.object({ buckets: z.array(z.tuple([bound, number])), count: number.optional() }),
  ]),
  gauge: z.object({ value: number }),
} as const

/** What one side showed at one look, by metric; a metric that is absent or `null` was not measured. */
export type ArmDocument = Readonly<Record<string, unknown>> | null | undefined

/**
 * One metric of a look out of JSON. The kind decides the shape: `proportion` `{events, total}`, `rate` `{events, exposure}`,
 * `distribution` `{samples: […]}` or `{buckets: [[upper bound, cumulative count], …], count}`, `gauge` `{value}`. `"NaN"`,
 * `"Inf"` and `"-Inf"` stand for themselves, `null` for no number; a value that is not sound stays so, for the judge to refuse.
 *
 * @returns with both sides; one without the metric is missing.
 * @throws AnalysisError `invalid-argument` for a value of another shape.
 * @example
 * ```ts
 * readMetricLook({ id: 'cpu', kind: 'gauge' }, { cpu: { value: 3 } }, null).experiment.kind // 'missing'
 * ```
 */
export function readMetricLook(
  { id, kind }: { readonly id: string; readonly kind: MetricLook['kind'] },
  control: ArmDocument,
  experiment: ArmDocument,
): MetricLook {
  const sides = <Value>(read: (value: unknown) => Value) => ({
    control: measured(id, control, read),
    experiment: measured(id, experiment, read),
  })
  const shaped =
    <Value>(schema: z.ZodType<Value>) =>
    (value: unknown): Value => {
      const read = schema.safeParse(value)
      if (read.success) return read.data
      throw invalidArgument(id, `a value of kind ${kind}`, JSON.stringify(value).slice(0, 60))
    }
  switch (kind) {
    case 'proportion':
      return { metric: id, kind, ...sides<Proportion>(shaped(valueOf.proportion)) }
    case 'rate':
      return { metric: id, kind, ...sides<Rate>(shaped(valueOf.rate)) }
    case 'distribution':
      return { metric: id, kind, ...sides((value) => observations(shaped(valueOf.distribution)(value))) }
    case 'gauge':
      return { metric: id, kind, ...sides((value) => shaped(valueOf.gauge)(value).value) }
  }
}

function measured<Value>(metric: string, arm: ArmDocument, read: (value: unknown) => Value): Measured<Value> {
  const value = arm !== null && arm !== undefined && Object.hasOwn(arm, metric) ? (arm[metric] ?? null) : null
  return value === null
    ? { kind: 'missing', reason: 'no-data', detail: 'the look does not have it' }
    : { kind: 'measured', value: read(value) }
}

function observations(value: z.output<typeof valueOf.distribution>): Histogram | Samples {
  if ('samples' in value) return value
  const { buckets, count } = value
  const isClosed = buckets.some(([upperBound]) => upperBound === Number.POSITIVE_INFINITY)
  // Without its last bound a histogram has the count for it.
  const all = isClosed ? buckets : [...buckets, [Number.POSITIVE_INFINITY, count ?? Number.NaN] as const]
  const isSound = all.every(([upperBound, upTo]) => !Number.isNaN(upperBound) && upTo >= 0 && Number.isFinite(upTo))
  if (isSound) return fromCumulative(all)
  // Left as it is, for the judge to refuse.
  return { buckets: all.map(([upperBound, upTo]) => ({ upperBound, count: upTo })), total: Number.NaN }
}
