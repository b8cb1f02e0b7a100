import type { Observation, Reference } from '@kosmos/analysis/evidence'
import type { Verdict } from '@kosmos/analysis/verdict'
import type { Run } from '../runs/index.ts'

/** A gate's verdict as it was given, kept for good. */
export interface StoredEvaluation {
  readonly id: string
  readonly createdAt: number
  readonly policyDocument: string
  readonly verdict: Verdict
}

/** Whose newest record is asked for; `null` fields match anything. */
export interface SubjectFilter {
  readonly service: string
  readonly environment: string | null
  readonly version: string | null
}

/** What a condition observed in an evaluation. Only what was accepted is a reference. */
export interface EvaluatedObservation {
  /** As in `ReferenceKey`. */
  readonly policy: string
  readonly condition: string
  readonly kind: string
  readonly accepted: boolean
  readonly observation: Observation
}

export interface EvaluationStore {
  /**
   * Resolves when the row is durable. Requests that wait together share one transaction. What was observed is kept in the
   * same transaction for the branch of the subject; without a branch it is not kept.
   */
  append(evaluation: StoredEvaluation, observed?: readonly EvaluatedObservation[]): Promise<void>
  find(id: string): Promise<StoredEvaluation | null>
  latest(filter: SubjectFilter): Promise<StoredEvaluation | null>
}

export interface RunStore {
  create(run: Run): Promise<void>
  find(id: string): Promise<Run | null>
  /** Replaces the run only if the stored revision is `run.revision - 1`; false when someone else was faster. */
  replace(run: Run): Promise<boolean>
  /** Ids of runs whose `nextActionAt` is at or before `now`, oldest first. */
  due(now: number, limit: number): Promise<readonly string[]>
  /** The earliest `nextActionAt` of all runs, or `null` where nothing is to be done. */
  nextActionAt(): Promise<number | null>
  /** Runs that are not completed, of one service and environment. */
  active(service: string, environment: string | null): Promise<readonly Run[]>
  latest(filter: SubjectFilter): Promise<Run | null>
}

/** Which condition's references of a branch are meant. */
export interface ReferenceKey {
  readonly service: string
  readonly branch: string
  /**
   * Whose policy, and its name: `kept/kosmos` where the operator keeps it, `given/mine` where it came in the request. Whoever
   * asks writes the second, so that it must not set what the first compares with.
   */
  readonly policy: string
  /** Id of the condition. */
  readonly condition: string
}

/** A reference as it is listed; without an observation it is a reset after which there is nothing to compare with. */
export interface ListedReference extends Omit<Reference, 'observation'> {
  readonly policy: string
  readonly condition: string
  /** Kind of the condition; `null` where there is no observation. */
  readonly kind: string | null
  readonly observation: Observation | null
  /** False for what stood before the newest reset. */
  readonly used: boolean
}

export interface ReferenceStore {
  /** The newest references of a kind, newest first; nothing from before the newest reset. */
  newest(query: ReferenceKey & { readonly kind: string; readonly most: number }): Promise<readonly Reference[]>
  /** All that is kept of a branch, by policy and condition, newest first. */
  list(filter: Omit<ReferenceKey, 'policy' | 'condition'>): Promise<readonly ListedReference[]>
  /** What a condition observed in an evaluation, accepted or not; `null` where that is not kept. */
  observed(
    evaluation: string,
    key: Omit<ReferenceKey, 'branch'>,
  ): Promise<{ readonly kind: string; readonly reference: Reference } | null>
  /** Sets the reference anew: to an observation, or to nothing. */
  reset(record: {
    readonly id: string
    readonly key: ReferenceKey
    readonly at: number
    readonly who: string
    readonly why: string
    readonly to: {
      readonly kind: string
      readonly commit: string | null
      readonly observation: Observation
    } | null
  }): Promise<void>
}

/** An API token as it is kept: never the secret itself. */
export interface StoredToken {
  readonly id: string
  readonly name: string
  /** Lower-case hex SHA-256 of the secret. */
  readonly secretHash: string
  readonly scopes: readonly string[]
  readonly createdAt: number
  readonly expiresAt: number
  readonly revokedAt: number | null
  readonly lastUsedAt: number | null
}

export interface TokenStore {
  add(token: StoredToken): Promise<void>
  find(id: string): Promise<StoredToken | null>
  list(): Promise<readonly StoredToken[]>
  /** False when there is no such token. */
  revoke(id: string, at: number): Promise<boolean>
  touch(id: string, at: number): Promise<void>
  /** True when a token exists that is neither revoked nor expired at `now`. */
  anyUsable(now: number): Promise<boolean>
}

/** What a request with an `Idempotency-Key` led to. */
export interface IdempotencyRecord {
  /** Caller and key together. */
  readonly key: string
  readonly requestDigest: string
  readonly resourceId: string
  readonly createdAt: number
}

export interface IdempotencyStore {
  /** Keeps the record if the key is new; returns what the key holds afterwards. */
  claim(record: IdempotencyRecord): Promise<IdempotencyRecord>
}

/** Everything that is kept, behind one interface for every database. */
export interface Store {
  readonly evaluations: EvaluationStore
  readonly references: ReferenceStore
  readonly runs: RunStore
  readonly tokens: TokenStore
  readonly idempotency: IdempotencyStore
  /** Rejects when the database does not answer. */
  ping(): Promise<void>
  close(): Promise<void>
}
