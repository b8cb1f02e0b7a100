import type { Measured, MetricEvidence } from '@kosmos/analysis/evidence'
import type { CanaryPlan } from '@kosmos/analysis/policy'
import { histogramQuantile } from '@kosmos/analysis/series'

/** One point of a line; `null` is a gap, never a zero. */
export interface ChartPoint {
  readonly at: number
  readonly control: number | null
  readonly experiment: number | null
}

/** What a metric's chart shows: canary against baseline, look by look. */
export interface ChartModel {
  readonly metric: string
  /** What a point is: `share of events`, `p50`, … */
  readonly title: string
  readonly unit: 'share' | 'seconds' | 'value'
  readonly points: readonly ChartPoint[]
  /** Spans of the stages, for the bands behind the lines. */
  readonly bands: readonly {
    readonly stage: number
    readonly traffic: number
    readonly start: number
    readonly end: number
  }[]
}

/** The charts of a run: one per metric, in the order of the plan. */
export function chartModels(plan: CanaryPlan, evidence: readonly MetricEvidence[]): readonly ChartModel[] {
  return plan.metrics.flatMap((metric) => {
    const of = evidence.find((one) => one.metric === metric.id)
    return of === undefined ? [] : [chartModel(plan, metric.kind === 'distribution' ? metric.quantile : 0.5, of)]
  })
}

function chartModel(plan: CanaryPlan, quantile: number, evidence: MetricEvidence): ChartModel {
  return {
    metric: evidence.metric,
    title: titleOf(evidence, quantile),
    unit: evidence.kind === 'proportion' ? 'share' : evidence.kind === 'distribution' ? 'seconds' : 'value',
    points: pointsOf(evidence, quantile),
    bands: bandsOf(plan, evidence),
  }
}

function titleOf(evidence: MetricEvidence, quantile: number): string {
  switch (evidence.kind) {
    case 'proportion':
      return `${evidence.metric}: share of requests`
    case 'distribution':
      return `${evidence.metric}: p${Math.round(quantile * 1000) / 10}`
    case 'gauge':
      return evidence.metric
    case 'health':
      return `${evidence.metric}: 1 is healthy`
  }
}

function pointsOf(evidence: MetricEvidence, quantile: number): readonly ChartPoint[] {
  switch (evidence.kind) {
    case 'proportion':
      return evidence.looks.map((look) => ({
        at: look.end,
        control: valueOf(look.control, ({ events, total }) => events / total),
        experiment: valueOf(look.experiment, ({ events, total }) => events / total),
      }))
    case 'distribution':
      return evidence.looks.map((look) => ({
        at: look.end,
        control: valueOf(look.control, (histogram) => histogramQuantile(histogram, quantile).estimate),
        experiment: valueOf(look.experiment, (histogram) => histogramQuantile(histogram, quantile).estimate),
      }))
    case 'gauge':
    case 'health':
      return evidence.looks.map((look) => ({
        at: look.end,
        control: valueOf(look.control, (value) => value),
        experiment: valueOf(look.experiment, (value) => value),
      }))
  }
}

/** A measured, finite number or a gap: 0 of 0 requests is no rate. */
function valueOf<Value>(measured: Measured<Value> | null, read: (value: Value) => number | null): number | null {
  if (measured?.kind !== 'measured') return null
  const value = read(measured.value)
  return value !== null && Number.isFinite(value) ? value : null
}

function bandsOf(plan: CanaryPlan, evidence: MetricEvidence): ChartModel['bands'] {
  const bands = new Map<number, { stage: number; traffic: number; start: number; end: number }>()
  for (const look of evidence.looks) {
    const band = bands.get(look.stage)
    if (band === undefined) {
      const traffic = plan.stages[look.stage]?.traffic ?? 0
      bands.set(look.stage, { stage: look.stage, traffic, start: look.start, end: look.end })
    } else {
      band.end = Math.max(band.end, look.end)
    }
  }
  return [...bands.values()]
}
