import type { Histogram, Measured, Proportion } from '@kosmos/analysis/evidence'
import type { CanaryLook, MetricLook, Rate, Samples } from '@kosmos/analysis/judges'
import { fromCumulative } from '@kosmos/analysis/series'
import type { z } from 'zod'
import { valueSchemas, type CaseArm, type CaseMetric, type SequentialCase } from './case-schema.ts'

/** The looks of a case as the judge reads them. A new share of the traffic is a new stage. */
export function looksOf({ metrics, looks }: SequentialCase): readonly CanaryLook[] {
  let stage = 0
  return looks.map(({ share = null, baseline, canary }, at) => {
    const before = looks[at - 1]
    if (before !== undefined && share !== (before.share ?? null)) stage += 1
    return { stage, share, metrics: metrics.map((metric) => metricLook(metric, baseline, canary)) }
  })
}

/** Two equal sides, before the canary. */
export function historyOf({ metrics, history }: SequentialCase): readonly CanaryLook[] {
  return (history ?? []).map(({ a, b }) => ({
    stage: 0,
    share: null,
    metrics: metrics.map((metric) => metricLook(metric, a, b)),
  }))
}

function metricLook({ id, kind }: CaseMetric, baseline: CaseArm, canary: CaseArm): MetricLook {
  const sides = <Value>(read: (value: unknown) => Value) => ({
    control: measured(id, baseline, read),
    experiment: measured(id, canary, read),
  })
  switch (kind) {
    case 'proportion':
      return { metric: id, kind, ...sides((value): Proportion => valueSchemas.proportion.parse(value)) }
    case 'rate':
      return { metric: id, kind, ...sides((value): Rate => valueSchemas.rate.parse(value)) }
    case 'distribution':
      return { metric: id, kind, ...sides((value) => observations(valueSchemas.distribution.parse(value))) }
    case 'gauge':
      return { metric: id, kind, ...sides((value) => valueSchemas.gauge.parse(value).value) }
  }
}

function measured<Value>(metric: string, arm: CaseArm, read: (value: unknown) => Value): Measured<Value> {
  const value = arm?.[metric] ?? null
  return value === null
    ? { kind: 'missing', reason: 'no-data', detail: 'the look does not have it' }
    : { kind: 'measured', value: read(value) }
}

function observations(value: z.output<typeof valueSchemas.distribution>): Histogram | Samples {
  if ('samples' in value) return value
  const { buckets, count } = value
  const isClosed = buckets.some(([bound]) => bound === Number.POSITIVE_INFINITY)
  // Without its last bound a histogram has the count for it.
  const all = isClosed ? buckets : [...buckets, [Number.POSITIVE_INFINITY, count ?? Number.NaN] as const]
  const isSound = all.every(([bound, upTo]) => !Number.isNaN(bound) && upTo >= 0 && Number.isFinite(upTo))
  if (isSound) return fromCumulative(all)
  // Left as it is, for the judge to refuse.
  return { buckets: all.map(([upperBound, upTo]) => ({ upperBound, count: upTo })), total: Number.NaN }
}
