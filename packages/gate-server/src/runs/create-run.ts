import type { CanaryPlan } from '@kosmos/analysis/policy'
import type { Subject } from '@kosmos/analysis'
import type { Deployment, Run } from './run.ts'
import { beginStage } from './begin-stage.ts'

/**
 * A run at its beginning: the first stage is running, or waits for the report that traffic has moved.
 *
 * @param given.now - milliseconds since the epoch.
 * @returns revision 1, without looks and without a verdict.
 */
export function createRun(given: {
  readonly id: string
  readonly now: number
  readonly subject: Subject
  readonly policy: { readonly name: string; readonly digest: string }
  readonly policyDocument: string
  readonly plan: CanaryPlan
  readonly baseline: Deployment
  readonly canary: Deployment
  readonly advance: 'automatic' | 'reported'
}): Run {
  const { now, ...rest } = given
  const idle: Run = {
    ...rest,
    revision: 1,
    status: 'running',
    endReason: null,
    createdAt: now,
    endedAt: null,
    stage: 0,
    stages: given.plan.stages.map((stage) => ({
      traffic: stage.traffic,
      status: 'pending',
      startedAt: null,
      endsAt: null,
      extended: false,
      trafficDeadline: null,
      verdict: null,
    })),
    lookedUntil: null,
    evidence: [],
    nextActionAt: null,
    verdict: null,
  }
  return beginStage(idle, 0, now)
}
