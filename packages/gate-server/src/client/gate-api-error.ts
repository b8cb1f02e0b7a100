import type { ApiProblem } from './create-gate-client.ts'

/** An answer that was not the resource: the service's problem, or something that is not our service at all. */
export class GateApiError extends Error {
  override readonly name = 'GateApiError'
  /** HTTP status. */
  readonly status: number
  /** `null` where the answer was no problem of this API. */
  readonly problem: ApiProblem | null

  constructor(status: number, problem: ApiProblem | null) {
    super(
      problem === null
        ? `The answer was status ${status}, and not from this API`
        : `${problem.title}: ${problem.detail}`,
    )
    this.status = status
    this.problem = problem
  }

  /** True where asking again later may help. */
  get isTransient(): boolean {
    return this.status === 429 || this.status >= 500
  }
}

/** The problem in an error body that came over the wire, or `null` where it is none. */
export function readProblem(body: unknown): ApiProblem | null {
  return isProblem(body) ? body : null
}

function isProblem(body: unknown): body is ApiProblem {
  if (typeof body !== 'object' || body === null) return false
  const texts: readonly string[] = ['type', 'title', 'detail', 'instance', 'code']
  const fields = new Map<string, unknown>(Object.entries(body))
  return texts.every((name) => typeof fields.get(name) === 'string') && Array.isArray(fields.get('faults'))
}
