/**
 * The one table of this package's errors: code → HTTP status → title → exit code of the command.
 * Exit codes are those of the command line's contract: 2 usage or policy error, 5 could not ask.
 */
export const serverErrorTable = {
  'request-invalid': { status: 400, title: 'The request is not valid', exitCode: 2 },
  unauthenticated: { status: 401, title: 'Who is asking is not known', exitCode: 5 },
  forbidden: { status: 403, title: 'The caller may not do this', exitCode: 5 },
  'not-found': { status: 404, title: 'There is no such thing', exitCode: 2 },
  'method-not-allowed': { status: 405, title: 'This path does not take this method', exitCode: 2 },
  'not-acceptable': { status: 406, title: 'No representation that the caller accepts', exitCode: 2 },
  conflict: { status: 409, title: 'The state does not allow it', exitCode: 2 },
  'payload-too-large': { status: 413, title: 'The body is too large', exitCode: 2 },
  'unsupported-media-type': { status: 415, title: 'The content type is not read here', exitCode: 2 },
  'policy-invalid': { status: 422, title: 'The policy is not valid', exitCode: 2 },
  'idempotency-mismatch': { status: 422, title: 'The idempotency key was used for another request', exitCode: 2 },
  'too-many-requests': { status: 429, title: 'Too many requests', exitCode: 5 },
  internal: { status: 500, title: 'The service failed', exitCode: 5 },
  unavailable: { status: 503, title: 'The service cannot answer now', exitCode: 5 },
} as const

export type ServerErrorCode = keyof typeof serverErrorTable

/** One fault of a request: where, what was expected and what came. */
export interface FaultyField {
  /** JSON pointer into the body, or the name of a parameter or header. */
  readonly pointer: string
  readonly detail: string
}

/** Every error that this package throws on purpose. Rendered as an RFC 9457 problem by `http/problem.ts`. */
export class ServerError extends Error {
  override readonly name = 'ServerError'
  readonly code: ServerErrorCode
  /** Faults by place; empty where the message says it all. */
  readonly faults: readonly FaultyField[]
  /** Seconds after which asking again makes sense, where that is known. */
  readonly retryAfter: number | null

  constructor(
    code: ServerErrorCode,
    message: string,
    facts: { readonly faults?: readonly FaultyField[]; readonly retryAfter?: number } = {},
    options?: ErrorOptions,
  ) {
    super(message, options)
    this.code = code
    this.faults = facts.faults ?? []
    this.retryAfter = facts.retryAfter ?? null
  }
}
