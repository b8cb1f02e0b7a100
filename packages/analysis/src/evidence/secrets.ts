import type { ScannedSubject } from './findings.ts'

/** `unknown`: nobody knows whether the secret works, because the tool could not find out or does not try. */
export type SecretState = 'verified' | 'unverified' | 'unknown'

/** One secret that was found. Its text is never part of it. */
export interface SecretFinding {
  /** The detector or rule. */
  readonly rule: string
  readonly state: SecretState
  /** File and line or other place, as the report names it. */
  readonly location: string | null
  /** Further places that hold the same secret, where the tool lists it once for each: it is as much in those. */
  readonly otherLocations?: readonly string[]
  readonly commit: string | null
  /** What stays the same when it is found again later, without any part of the secret; `null` where there is nothing such. */
  readonly fingerprint: string | null
}

/** Secrets that a scanner found, each one once however often it stands in the history. */
export interface SecretsEvidence extends ScannedSubject {
  readonly kind: 'secrets'
  readonly tool: string
  /** Whether the tool tries secrets out. Where it does not, the state of each is `unknown`: "none verified" says nothing. */
  readonly verifies: boolean
  readonly secrets: readonly SecretFinding[]
  readonly createdAt: number | null
  readonly failure: string | null
}
