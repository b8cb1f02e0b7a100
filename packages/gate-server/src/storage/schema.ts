/** The tables. Documents are JSON text; what is searched for stands in columns beside them. Times are milliseconds. */
export interface Tables {
  evaluations: {
    id: string
    created_at: number
    service: string
    environment: string | null
    version: string | null
    document: string
  }
  runs: {
    id: string
    revision: number
    created_at: number
    service: string
    environment: string | null
    version: string | null
    status: string
    next_action_at: number | null
    document: string
  }
  tokens: {
    id: string
    name: string
    secret_hash: string
    scopes: string
    created_at: number
    expires_at: number
    revoked_at: number | null
    last_used_at: number | null
  }
  /** What conditions observed on a branch, and where a person set it anew. */
  reference_evidence: {
    id: string
    service: string
    /** Whose policy it was, and its name: `kept/kosmos`, `given/mine`. */
    policy: string
    condition: string
    branch: string
    /** Kind of the condition; `null` for a reset that leaves nothing to compare with. */
    kind: string | null
    /** `accepted` and `reset` are used; `refused` waits for a person who accepts it after all. */
    state: 'accepted' | 'refused' | 'reset'
    /** Counts up within service, branch, policy and condition: clocks of several machines give no order. */
    place: number
    /** The evaluation that observed it; `null` for a reset. */
    evaluation: string | null
    document: string
  }
  idempotency: {
    key: string
    request_digest: string
    resource_id: string
    created_at: number
  }
}
