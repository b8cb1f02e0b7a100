import type { Subject } from '@kosmos/analysis'
import type { HarmDirection } from '@kosmos/analysis/judges'
import type { Part, Verdict } from '@kosmos/analysis/verdict'
import type { ApiReferences } from '../client/index.ts'
import type { RunView } from './output/run-view.ts'
import type { GivenPolicy } from './policy-reference.ts'

/** A run as the service answered it: what is shown of it, and the answer itself for `--json`. */
export interface AnsweredRun extends RunView {
  readonly body: Readonly<Record<string, unknown>>
}

/** An evaluation as the service answered it. */
export interface AnsweredEvaluation {
  readonly id: string
  readonly reportUrl: string
  readonly verdict: Verdict
  readonly body: Readonly<Record<string, unknown>>
}

/** Two samples and what counts as worse; limits are relative to the control. */
export interface SampleComparison {
  readonly control: readonly number[]
  readonly experiment: readonly number[]
  readonly harm: HarmDirection
  readonly margin: number
  readonly tolerance: number
  readonly alpha: number
}

/** What two samples showed. */
export interface AnsweredComparison {
  readonly note: string
  readonly result: Part
}

/** A person sets anew what a condition compares with. */
export interface ReferenceReset {
  readonly service: string
  readonly branch: string
  /** `kept/` or `given/` and the name of the policy. */
  readonly policy: string
  readonly condition: string
  readonly why: string
  /** The evaluation whose evidence becomes the reference; `null` for none. */
  readonly evaluation: string | null
}

export interface DeploymentRequest {
  readonly labels: Readonly<Record<string, string>>
  readonly targets: readonly string[]
}

/** What the command asks of a service. Every failure is a `ServerError`. */
export interface GateService {
  startRun(request: {
    readonly policy: GivenPolicy
    readonly subject: Subject
    readonly baseline: DeploymentRequest
    readonly canary: DeploymentRequest
    readonly advance: 'automatic' | 'reported'
  }): Promise<AnsweredRun>
  /** At once where `after` is `null`; else as soon as the revision is past it, or after `waitMs`. */
  readRun(id: string, after: number | null, waitMs: number, signal: AbortSignal): Promise<AnsweredRun>
  reportTraffic(id: string, stage: number): Promise<AnsweredRun>
  evaluate(request: {
    readonly policy: GivenPolicy
    readonly gate: string
    readonly subject: Subject
    readonly reports: readonly {
      readonly name: string
      readonly bytes: Uint8Array
      readonly suite: string | null
      readonly format: string | null
      readonly collectedAt: number | null
      readonly emptyIsClean?: boolean
    }[]
  }): Promise<AnsweredEvaluation>
  readEvaluation(id: string): Promise<AnsweredEvaluation>
  listReferences(of: { readonly service: string; readonly branch: string }): Promise<ApiReferences>
  /** Gives what is kept afterwards. */
  resetReference(request: ReferenceReset): Promise<ApiReferences>
  compareSamples(request: SampleComparison): Promise<AnsweredComparison>
}
