import type { Part } from '@kosmos/analysis/verdict'
import type { HarmDirection } from '@kosmos/analysis/judges'
import type { Subject } from '@kosmos/analysis'
import type { Deployment, Run } from '../runs/index.ts'
import type { ListedReference, ReferenceKey, StoredEvaluation, SubjectFilter } from '../storage/index.ts'

/** A policy by the name under which the operator keeps it, or as a document. */
export type PolicyReference = { readonly name: string } | { readonly document: string }

/** A report as it came in: its bytes and what the caller says about it. */
export interface InputReport {
  readonly name: string
  readonly bytes: Uint8Array
  readonly suite: string | null
  readonly format: string | null
  /** Milliseconds since the epoch; `null`: the time of upload. */
  readonly collectedAt: number | null
  readonly commit: string | null
  readonly digest: string | null
  /** The caller knows that the tool ran: an empty report is one without findings, where the format says that it can be. */
  readonly emptyIsClean?: boolean
}

/** Makes a request safe to repeat: the same key with the same request gives the same resource. */
export interface Idempotency {
  /** Caller and key together, so that callers cannot meet in one key. */
  readonly key: string
  readonly requestDigest: string
}

export interface EvaluateGateRequest {
  readonly policy: PolicyReference
  readonly gate: string
  readonly subject: Subject
  readonly reports: readonly InputReport[]
  /** Milliseconds since the epoch after which an undecided verdict becomes the policy's `onInconclusive`. */
  readonly deadline: number | null
  readonly idempotency: Idempotency | null
}

/** A person sets what later evidence is compared with. */
export interface ResetReferenceRequest extends ReferenceKey {
  /** The evaluation whose evidence becomes the reference; `null`: what there is is not used any more. */
  readonly evaluation: string | null
  readonly who: string
  readonly why: string
}

export interface CompareSamplesRequest {
  readonly control: readonly number[]
  readonly experiment: readonly number[]
  readonly harm: HarmDirection
  /** Relative sizes: 0.1 for 10 %. Samples must be positive: they are compared on the log scale. */
  readonly margin: number
  readonly tolerance: number
  readonly alpha: number
}

export interface StartRunRequest {
  readonly policy: PolicyReference
  readonly subject: Subject
  readonly baseline: Deployment
  readonly canary: Deployment
  readonly advance: 'automatic' | 'reported'
  readonly idempotency: Idempotency | null
}

/** The verbs of the service. Each takes one complete request and gives one complete value. */
export interface Engine {
  evaluateGate(request: EvaluateGateRequest): Promise<StoredEvaluation>
  findEvaluation(id: string): Promise<StoredEvaluation>
  /** All references of a branch by policy and condition, newest first, with those that a reset took out of use. */
  listReferences(filter: Omit<ReferenceKey, 'policy' | 'condition'>): Promise<readonly ListedReference[]>
  /** Gives what is kept of the branch afterwards. */
  resetReference(request: ResetReferenceRequest): Promise<readonly ListedReference[]>
  compareSamples(request: CompareSamplesRequest): Part
  startRun(request: StartRunRequest): Promise<Run>
  /**
   * Gives the run at once where it is completed or its revision is past `after`; else waits up to `waitMs` for that.
   * `after: null` waits for completion.
   */
  readRun(
    id: string,
    options: { readonly waitMs: number; readonly after: number | null; readonly signal: AbortSignal },
  ): Promise<Run>
  reportTraffic(id: string, stage: number): Promise<Run>
  cancelRun(id: string): Promise<Run>
  /** The newest run of a subject, else its newest evaluation; `null` where there is neither. */
  readVerdict(filter: SubjectFilter): Promise<{ readonly run: Run } | { readonly evaluation: StoredEvaluation } | null>
  /** Rejects with `unavailable` while the service cannot decide anything. */
  checkReady(): Promise<void>
}
