import type { Measured, MetricEvidence, MissingReason, QualityFact, TimeSeries } from '@kosmos/analysis/evidence'
import type { Metric } from '@kosmos/analysis/judges'
import { countOf, gaugeOf, histogramOf, proportionOf } from '@kosmos/analysis/series'
import type { MetricProvider, MetricQuery, QueryContext } from '../providers/index.ts'
import type { Deployment, Run } from '../runs/index.ts'

/** The outside world at one look: one new look per metric of the plan, canary and baseline read for the same window. */
export async function readLook(
  provider: MetricProvider,
  run: Run,
  window: { readonly start: number; readonly end: number },
  signal: AbortSignal,
): Promise<readonly MetricEvidence[]> {
  const hasBaseline = (run.stages[run.stage]?.traffic ?? 1) < 1
  return Promise.all(run.plan.metrics.map((metric) => readMetric(metric)))

  async function readMetric(metric: Metric): Promise<MetricEvidence> {
    const quality: QualityFact[] = []
    const measure = sideReader(provider, run, window, signal, quality)
    const sides = async <Value>(read: (deployment: Deployment) => Promise<Measured<Value>>) => {
      const [control, experiment] = await Promise.all([hasBaseline ? read(run.baseline) : null, read(run.canary)])
      return [{ stage: run.stage, ...window, control, experiment }]
    }
    const of = { metric: metric.id, quality }
    switch (metric.kind) {
      case 'proportion': {
        const looks = await sides(async (deployment) => {
          const [events, total] = await Promise.all([
            measure(deployment, { shape: 'count', expression: metric.events }, countOf),
            measure(deployment, { shape: 'count', expression: metric.total }, countOf),
          ])
          return proportionOf(events, total, metric.onNoData)
        })
        return { ...of, kind: 'proportion', looks }
      }
      case 'distribution': {
        const query: MetricQuery = { shape: 'histogram', expression: metric.histogram }
        return { ...of, kind: 'distribution', looks: await sides((at) => measure(at, query, histogramOf)) }
      }
      case 'gauge': {
        const query: MetricQuery = { shape: 'gauge', expression: metric.query }
        return { ...of, kind: 'gauge', looks: await sides((at) => measure(at, query, gaugeOf)) }
      }
      case 'health': {
        const query: MetricQuery = { shape: 'health', expression: metric.query }
        const experiment = await measure(run.canary, query, gaugeOf)
        return { ...of, kind: 'health', looks: [{ stage: run.stage, ...window, control: null, experiment }] }
      }
    }
  }
}

/**
 * What each fault of a source makes of a look. A number that came with a warning of partial data is not a measurement:
 * the look counts as missing, with the source's own words. A counter reset is repaired, and only told.
 */
const missingBecause: Readonly<Record<QualityFact['code'], MissingReason | null>> = {
  'source-error': 'source-error',
  'source-warning': 'partial',
  stale: 'stale',
  partial: 'partial',
  'counter-reset': null,
  'window-not-covered': 'window-not-covered',
  'target-down': 'partial',
  'clock-skew': 'stale',
}

/** Reads one query of one side. Facts that do not cost the look go to `quality`. */
function sideReader(
  provider: MetricProvider,
  run: Run,
  window: QueryContext['window'],
  signal: AbortSignal,
  quality: QualityFact[],
) {
  return async <Value>(
    deployment: Deployment,
    query: MetricQuery,
    valueOf: (series: readonly TimeSeries[]) => Measured<Value>,
  ): Promise<Measured<Value>> => {
    const reading = await provider.read(query, { subject: run.subject, deployment, window }, signal)
    for (const fact of reading.quality) {
      const reason = missingBecause[fact.code]
      if (reason !== null) return { kind: 'missing', reason, detail: fact.detail }
      quality.push(fact)
    }
    return valueOf(reading.series)
  }
}
