import type { Histogram, Look, MetricEvidence } from '@kosmos/analysis/evidence'
import { judgeStageFrom } from '@kosmos/analysis/gates'
import type { JudgeState } from '@kosmos/analysis/judges'
import { kosmosPolicy, parsePolicy, type CanaryPlan } from '@kosmos/analysis/policy'
import type { Subject } from '@kosmos/analysis'
import {
  appendLooks,
  createRun,
  lookStanding,
  nextLook,
  transition,
  type Run,
} from '../../packages/gate-server/src/runs/index.ts'
import type { JudgeUnderTest, SimulatedOutcome } from './judge-under-test.ts'
import type { Rollout } from './simulate-rollout.ts'
import type { SimulatedCanary, SimulatedLook, SimulatedSide } from './simulate-canary.ts'

const subject: Subject = {
  service: 'simulated',
  environment: null,
  version: '2',
  commit: null,
  digest: null,
  branch: null,
}
const deployment = { labels: {}, targets: [] }

/** The canary of the shipped policy. */
export const shippedPlan: CanaryPlan = shippedCanary()

/** Its stages with a baseline as long as they can become, and looks for all that may follow. */
export const shippedRollout: Rollout = {
  lookSeconds: shippedPlan.interval / 1000,
  stages: shippedPlan.stages
    .filter(({ requires }) => requires !== 'bake')
    .map(({ traffic, duration, extend }) => ({ share: traffic, seconds: (duration + extend) / 1000 })),
  after:
    shippedPlan.stages.reduce((sum, { requires, duration }) => sum + (requires === 'bake' ? duration : 0), 0) / 1000,
}

/**
 * The shipped policy as a whole, through the rules of a run: stages, the extension, metrics, guards, and the bake without a
 * baseline. A run that ends undecided has neither time, although the policy then rolls back.
 *
 * Latencies arrive as a histogram with the bounds that client libraries have by default, health is always 1, and every stage
 * begins when the one before has ended.
 */
export function defaultPolicy(name: string): JudgeUnderTest {
  return { name, judge: (canary) => outcomeOf(finishedRun(canary)) }
}

/** What became of the run. Times are seconds from its start. */
function outcomeOf({ verdict, endedAt, endReason, stages }: Run): SimulatedOutcome {
  const at = endReason === 'decided' && endedAt !== null ? endedAt / 1000 : null
  const compared = stages.findLast((_, index) => shippedPlan.stages[index]?.requires === 'non-inferiority')
  const shown = (id: string): number | null => {
    const isShown = compared?.verdict?.parts.find((part) => part.id === id)?.outcome === 'pass'
    return isShown && compared.endsAt !== null ? compared.endsAt / 1000 : null
  }
  const metrics = Object.fromEntries(
    shippedPlan.metrics.flatMap(({ id, kind }) => (kind === 'health' ? [] : [[id, shown(id)]])),
  )
  return {
    rollbackAt: verdict?.verdict === 'rollback' ? at : null,
    promoteAt: verdict?.verdict === 'promote' ? at : null,
    metrics,
  }
}

/** The run at its end, looked at as the service does it. */
export function finishedRun(canary: SimulatedCanary, plan: CanaryPlan = shippedPlan): Run {
  const policy = { name: 'kosmos', digest: 'sha256:0' }
  let run = createRun({
    id: 'run',
    now: 0,
    subject,
    policy,
    policyDocument: '',
    plan,
    baseline: deployment,
    canary: deployment,
    advance: 'automatic',
  })
  let judgeState: JudgeState | null = null
  for (;;) {
    const window = nextLook(run)
    if (window === null) return run
    const looked = evidenceOf(lookAt(canary, run, window.end), run.stage, window)
    const judged = judgeStageFrom({
      policy,
      plan,
      stage: run.stage,
      subject,
      evidence: appendLooks(run.evidence, looked),
      now: window.end,
      ...lookStanding(run, window.end),
      judgeState,
    })
    run = transition(run, { type: 'looked', at: window.end, end: window.end, looked, verdict: judged.verdict })
    judgeState = judged.judgeState
  }
}

/** Time goes on however the traffic is split: the look of that time, at the traffic of the run's stage. */
function lookAt(canary: SimulatedCanary, { plan, stage }: Run, end: number): SimulatedLook {
  const looks = plan.stages[stage]?.requires === 'bake' ? canary.atFullTraffic?.() : canary.looks
  const look = looks?.find((one) => 1000 * one.end === end)
  if (look === undefined) throw new Error(`The simulated canary has no look at ${end / 1000} s of stage ${stage + 1}`)
  return look
}

function evidenceOf(
  look: SimulatedLook,
  stage: number,
  window: { readonly start: number; readonly end: number },
): readonly MetricEvidence[] {
  const isBake = shippedPlan.stages[stage]?.requires === 'bake'
  const sides = <Value>(read: (side: SimulatedSide) => Value): readonly Look<Value>[] => [
    {
      stage,
      ...window,
      control: isBake ? null : { kind: 'measured', value: read(look.control) },
      experiment: { kind: 'measured', value: read(look.experiment) },
    },
  ]
  const healthy = { kind: 'measured', value: 1 } as const
  return [
    {
      metric: 'errors',
      kind: 'proportion',
      quality: [],
      looks: sides(({ errors, requests }) => ({ events: errors, total: requests })),
    },
    { metric: 'latency', kind: 'distribution', quality: [], looks: sides(({ latency }) => histogram(latency)) },
    {
      metric: 'health',
      kind: 'health',
      quality: [],
      looks: [{ stage, ...window, control: null, experiment: healthy }],
    },
  ]
}

/** Seconds: what the client libraries of Prometheus have where nobody says otherwise. */
const upperBounds = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, Infinity]

function histogram(latency: Float64Array): Histogram {
  const counts = upperBounds.map(() => 0)
  for (const seconds of latency) {
    const bucket = upperBounds.findIndex((bound) => seconds <= bound)
    counts[bucket] = (counts[bucket] ?? 0) + 1
  }
  return {
    buckets: upperBounds.map((upperBound, bucket) => ({ upperBound, count: counts[bucket] ?? 0 })),
    total: latency.length,
  }
}

function shippedCanary(): CanaryPlan {
  const { canary } = parsePolicy(kosmosPolicy)
  if (canary === null) throw new Error('The shipped policy has a canary')
  return canary
}
