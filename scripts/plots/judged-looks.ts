import {
  canaryStanding,
  noLooks,
  updateCanary,
  type CanaryLook,
  type CanaryStanding,
  type SequentialMetric,
  type SequentialSettings,
  type SequentialState,
} from '@kosmos/analysis/judges'
import { kosmosPolicy, parsePolicy } from '@kosmos/analysis/policy'
import type { SimulatedCanary, SimulatedSide } from '../../test/calibration/simulate-canary.ts'

/** What the judge makes of one canary up to a look. */
export interface JudgedLook {
  readonly minutes: number
  readonly state: SequentialState
  readonly standing: CanaryStanding
}

/** The errors and the latency of the shipped policy, with its limits and without history. */
export const shippedMetrics: readonly SequentialMetric[] = (parsePolicy(kosmosPolicy).canary?.metrics ?? []).flatMap(
  (metric) => {
    if (metric.kind === 'health') return []
    const { id, kind, required, harm, tolerance, margin } = metric
    return [{ id, kind, required, harm, tolerance, margin, weight: null, critical: false }]
  },
)

/** Shows the looks of a canary to the judge, one by one. */
export function judgedLooks(canary: SimulatedCanary, alpha: number, promoteAlpha: number): readonly JudgedLook[] {
  const settings: SequentialSettings = {
    metrics: shippedMetrics,
    alpha,
    promoteAlpha,
    minLooks: 5,
    pods: null,
    learnt: shippedMetrics.map(() => null),
    splitChecked: true,
  }
  let state = noLooks(settings)
  return canary.looks.map(({ end, share, control, experiment }) => {
    state = updateCanary(settings, state, lookOf(share, control, experiment))
    return { minutes: end / 60, state, standing: canaryStanding(settings, state) }
  })
}

function lookOf(share: number, control: SimulatedSide, experiment: SimulatedSide): CanaryLook {
  const errors = ({ errors: events, requests: total }: SimulatedSide) => ({ events, total })
  const latency = ({ latency: samples }: SimulatedSide) => ({ samples })
  return {
    stage: 0,
    share,
    metrics: [
      { metric: 'errors', kind: 'proportion', ...both(errors(control), errors(experiment)) },
      { metric: 'latency', kind: 'distribution', ...both(latency(control), latency(experiment)) },
    ],
  }
}

function both<Value>(control: Value, experiment: Value) {
  return {
    control: { kind: 'measured', value: control },
    experiment: { kind: 'measured', value: experiment },
  } as const
}
