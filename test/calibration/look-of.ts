import type { CanaryLook } from '@kosmos/analysis/judges'
import type { SimulatedSide } from './simulate-canary.ts'

/** A simulated look as the judge sees it: errors, latency and a gauge. */
export function lookOf(share: number | null, control: SimulatedSide, experiment: SimulatedSide): CanaryLook {
  const errors = ({ errors: events, requests: total }: SimulatedSide) => ({ events, total })
  const latency = ({ latency: samples }: SimulatedSide) => ({ samples })
  return {
    stage: 0,
    share,
    metrics: [
      { metric: 'errors', kind: 'proportion', ...sides(errors(control), errors(experiment)) },
      { metric: 'latency', kind: 'distribution', ...sides(latency(control), latency(experiment)) },
      { metric: 'gauge', kind: 'gauge', ...sides(control.gauge, experiment.gauge) },
    ],
  }
}

/** What both sides measured. */
export function sides<Value>(control: Value, experiment: Value) {
  return {
    control: { kind: 'measured', value: control },
    experiment: { kind: 'measured', value: experiment },
  } as const
}
