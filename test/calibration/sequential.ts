import { canaryStanding, learnNoise, noLooks, updateCanary } from '@kosmos/analysis/judges'
import type { CanaryLook, SequentialMetric, SequentialSettings } from '@kosmos/analysis/judges'
import type { JudgeUnderTest, SimulatedOutcome } from './judge-under-test.ts'
import { lookOf, sides } from './look-of.ts'
import type { SimulatedCanary } from './simulate-canary.ts'

/** One way to set our judge up. */
export interface SequentialConfiguration {
  /** Relative latency that is not harmful. */
  readonly latencyTolerance: number
  /** Spread of the pods' levels where it is known; `null`: pods are not known. */
  readonly podSpread: number | null
  /** Whether two halves of the baseline were looked at before. */
  readonly hasHistory: boolean
}

/** The sequential judge on a simulated canary: errors, latency and a gauge, all required. */
export function sequential(name: string, configuration: SequentialConfiguration): JudgeUnderTest {
  const metrics = metricsOf(configuration)
  return { name, judge: (canary) => judgeCanary(metrics, configuration, canary) }
}

const none = { absolute: 0, relative: 0 }
const usual = { required: true, harm: 'increase', weight: null, critical: false } as const

function metricsOf({ latencyTolerance }: SequentialConfiguration): readonly SequentialMetric[] {
  return [
    { ...usual, id: 'errors', kind: 'proportion', tolerance: none, margin: { absolute: 0.005, relative: 0 } },
    {
      ...usual,
      id: 'latency',
      kind: 'distribution',
      tolerance: { absolute: 0, relative: latencyTolerance },
      margin: { absolute: 0, relative: 0.1 },
    },
    { ...usual, id: 'gauge', kind: 'gauge', tolerance: none, margin: { absolute: 0, relative: 0.1 } },
  ]
}

function judgeCanary(
  metrics: readonly SequentialMetric[],
  { podSpread, hasHistory }: SequentialConfiguration,
  canary: SimulatedCanary,
): SimulatedOutcome {
  const settings: SequentialSettings = {
    metrics,
    alpha: 0.01,
    promoteAlpha: 0.05,
    minLooks: 5,
    // One pod a side: the difference of their levels has the spread that is simulated.
    pods: podSpread === null ? null : { control: 2, experiment: 2, spread: podSpread },
    learnt: hasHistory ? learntOf(metrics, canary) : metrics.map(() => null),
    splitChecked: true,
  }
  let state = noLooks(settings)
  let rollbackAt: number | null = null
  let promoteAt: number | null = null
  const shown: Record<string, number | null> = Object.fromEntries(metrics.map(({ id }) => [id, null]))
  for (const { end, share, control, experiment } of canary.looks) {
    state = updateCanary(settings, state, lookOf(share, control, experiment))
    const standing = canaryStanding(settings, state)
    for (const [at, { id }] of metrics.entries()) {
      if (standing.metrics[at] === 'non-inferior') shown[id] ??= end
    }
    if (standing.isHarmed) rollbackAt ??= end
    else if (standing.isPromotable) promoteAt ??= end
  }
  return { rollbackAt, promoteAt, metrics: shown }
}

/** What was learnt of the last canary: noise does not depend on tolerances, so that all configurations share it. */
const learnt = new WeakMap<SimulatedCanary, SequentialSettings['learnt']>()

function learntOf(metrics: readonly SequentialMetric[], canary: SimulatedCanary): SequentialSettings['learnt'] {
  const known = learnt.get(canary) ?? learnHistory(metrics, canary)
  learnt.set(canary, known)
  return known
}

function learnHistory(metrics: readonly SequentialMetric[], canary: SimulatedCanary): SequentialSettings['learnt'] {
  const looks = canary.history.map(({ control, experiment }) => lookOf(null, control, experiment))
  const gauges = canary.gaugeHistory.map(({ control, experiment }): CanaryLook => ({
    stage: 0,
    share: null,
    metrics: [{ metric: 'gauge', kind: 'gauge', ...sides(control, experiment) }],
  }))
  return learnNoise(metrics, [...looks.map(withoutGauge), ...gauges])
}

function withoutGauge(look: CanaryLook): CanaryLook {
  return { ...look, metrics: look.metrics.filter(({ kind }) => kind !== 'gauge') }
}
