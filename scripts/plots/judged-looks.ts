import {
  canaryStanding,
  noLooks,
  updateCanary,
  type CanaryStanding,
  type SequentialMetric,
  type SequentialSettings,
  type SequentialState,
} from '@kosmos/analysis/judges'
import { kosmosPolicy, parsePolicy } from '@kosmos/analysis/policy'
import { lookOf } from '../../test/calibration/look-of.ts'
import type { SimulatedCanary } from '../../test/calibration/simulate-canary.ts'

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
