import createClient, { type Client } from 'openapi-fetch'
import type { components, paths } from './api.ts'

/** The service's routes as typed calls: `client.GET('/v1/runs/{id}', { params: { path: { id } } })`. */
export type GateClient = Client<paths>

export type ApiRun = components['schemas']['Run']
export type ApiComparison = components['schemas']['Comparison']
export type ApiEvaluation = components['schemas']['Evaluation']
export type ApiReferences = components['schemas']['References']
export type ApiProblem = components['schemas']['Problem']

/**
 * A client for one service. Redirects are refused, because what a login page answers is not a verdict.
 *
 * @param given.baseUrl - address of the service, with or without a slash at its end.
 * @param given.token - API token; `null` or left out where the service asks for none.
 * @param given.fetch - stands in for the global `fetch`.
 * @example
 * ```ts
 * const client = createGateClient({ baseUrl: 'http://127.0.0.1:8484' })
 * const { data, error } = await client.GET('/v1/verdict', { params: { query: { service: 'checkout' } } })
 * ```
 */
export function createGateClient(given: {
  readonly baseUrl: string
  readonly token?: string | null
  readonly fetch?: (request: Request) => Promise<Response>
}): GateClient {
  const token = given.token ?? null
  return createClient<paths>({
    baseUrl: given.baseUrl.replace(/\/+$/, ''),
    redirect: 'error',
    headers: token === null ? {} : { Authorization: `Bearer ${token}` },
    ...(given.fetch === undefined ? {} : { fetch: given.fetch }),
  })
}
