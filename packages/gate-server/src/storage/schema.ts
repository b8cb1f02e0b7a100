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
  idempotency: {
    key: string
    request_digest: string
    resource_id: string
    created_at: number
  }
}
