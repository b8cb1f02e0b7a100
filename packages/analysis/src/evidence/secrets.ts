/** `unknown`: the tool tried to find out whether the secret works and could not. */
export type SecretState = 'verified' | 'unverified' | 'unknown'

/** One secret that was found. Its text is never part of it. */
export interface SecretFinding {
  /** The detector or rule. */
  readonly rule: string
  readonly state: SecretState
  /** File or other place, as the report names it. */
  readonly location: string | null
  readonly commit: string | null
  /** The tool's own fingerprint, or what it shows in place of the secret; `null` where there is neither. */
  readonly fingerprint: string | null
}

/** Secrets that a scanner found, each one once however often it stands in the history. */
export interface SecretsEvidence {
  readonly kind: 'secrets'
  readonly tool: string
  /** Whether the tool tries secrets out: without that, "none verified" says nothing. */
  readonly verifies: boolean
  readonly secrets: readonly SecretFinding[]
  readonly createdAt: number | null
  readonly failure: string | null
}
