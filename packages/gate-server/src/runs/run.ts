import type { MetricEvidence } from '@kosmos/analysis/evidence'
import type { CanaryPlan } from '@kosmos/analysis/policy'
import type { Subject } from '@kosmos/analysis'
import type { Verdict } from '@kosmos/analysis/verdict'

/** Where one side of a canary can be observed. */
export interface Deployment {
  /** Labels that select its series in a metric store; what `{{labels}}` stands for in a query. */
  readonly labels: Readonly<Record<string, string>>
  /** Addresses of metrics pages for a direct scrape. */
  readonly targets: readonly string[]
}

export type RunStatus = 'queued' | 'running' | 'completed'
export type EndReason = 'decided' | 'deadline' | 'cancelled' | 'superseded'

/** One word for clients that can read one: `running` while more is to come, else the verdict. */
export type RunState = 'running' | 'promote' | 'hold' | 'rollback'

export interface RunStage {
  readonly traffic: number
  /** `awaiting-traffic`: the caller has yet to report that this share of the traffic goes to the canary. */
  readonly status: 'pending' | 'awaiting-traffic' | 'running' | 'decided'
  /** Milliseconds since the epoch; `null` until known. */
  readonly startedAt: number | null
  /** When the stage has collected what it asked for. Moves once when the stage is extended. */
  readonly endsAt: number | null
  readonly extended: boolean
  /** Latest moment for the wait of `awaiting-traffic`; `null` in other states. */
  readonly trafficDeadline: number | null
  /** The stage's own verdict: `promote` means advance. Provisional until the status is `decided`. */
  readonly verdict: Verdict | null
}

/** One execution of a policy's canary, as a value. Every change makes a new one with the next revision. */
export interface Run {
  readonly id: string
  /** Counts changes; a store refuses to replace a revision that it does not hold. */
  readonly revision: number
  readonly status: RunStatus
  readonly endReason: EndReason | null
  readonly subject: Subject
  readonly policy: { readonly name: string; readonly digest: string }
  /** The policy's text as it was given, so that the run can be explained and recomputed later. */
  readonly policyDocument: string
  readonly plan: CanaryPlan
  readonly baseline: Deployment
  readonly canary: Deployment
  /** `automatic`: each stage starts at once. `reported`: it starts when the caller reports that traffic has moved. */
  readonly advance: 'automatic' | 'reported'
  readonly createdAt: number
  readonly endedAt: number | null
  /** Index of the current stage. */
  readonly stage: number
  readonly stages: readonly RunStage[]
  /** End of the newest look of the current stage; `null` before its first. */
  readonly lookedUntil: number | null
  readonly evidence: readonly MetricEvidence[]
  /** When the engine has to act next; `null` once completed. */
  readonly nextActionAt: number | null
  /** The verdict on the whole run: `hold` while running, final once completed. `null` before the first look. */
  readonly verdict: Verdict | null
}
