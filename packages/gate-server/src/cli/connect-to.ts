import type { Subject } from '@kosmos/analysis'
import { createGateClient, GateApiError, readProblem, readRun } from '../client/index.ts'
import type { Connection } from './connection.ts'
import { comparisonFromAnswer, evaluationFromAnswer, runFromAnswer } from './from-answer.ts'
import type { GateService } from './gate-service.ts'

/** A service that takes longer than this beyond what it was asked to wait is not there. */
const patienceMs = 60_000

/**
 * A service over HTTP.
 *
 * Every method throws `GateApiError` for an answer that is not what was asked for, and what `fetch` throws where there
 * was none.
 */
export function connectTo({ baseUrl, token }: Connection): GateService {
  const client = createGateClient({ baseUrl, token })
  return {
    startRun: async ({ subject, ...request }) => {
      const body = {
        ...request,
        subject: known(subject),
        baseline: copy(request.baseline),
        canary: copy(request.canary),
      }
      return runFromAnswer(given(await client.POST('/v1/runs', { body, signal: soon() })))
    },
    readRun: async (id, after, waitMs, signal) => {
      const patience = AbortSignal.any([signal, AbortSignal.timeout(waitMs + patienceMs)])
      return runFromAnswer(await readRun(client, id, { after, waitMs, signal: patience }))
    },
    reportTraffic: async (id, stage) => {
      const path = { id, stage }
      return runFromAnswer(
        given(await client.POST('/v1/runs/{id}/stages/{stage}/advanced', { params: { path }, signal: soon() })),
      )
    },
    evaluate: async ({ policy, gate, subject, reports }) => {
      const form = new FormData()
      const heads = reports.map(({ name, suite, format, collectedAt, emptyIsClean }, index) => ({
        // A file may be judged under two suites; each of its parts needs a name of its own.
        name: reports.findIndex((one) => one.name === name) === index ? name : `${name} (${index + 1})`,
        ...(suite === null ? {} : { suite }),
        ...(format === null ? {} : { format }),
        ...(emptyIsClean === true ? { emptyIsClean } : {}),
        ...(collectedAt === null ? {} : { collectedAt: new Date(collectedAt).toISOString() }),
      }))
      const body = { policy, gate, subject: known(subject), reports: heads }
      form.set('request', JSON.stringify(body))
      for (const [index, { bytes }] of reports.entries()) {
        const name = heads[index]?.name ?? ''
        form.append(name, new Blob([new Uint8Array(bytes)]), name)
      }
      return evaluationFromAnswer(
        given(await client.POST('/v1/evaluations', { body, bodySerializer: () => form, signal: soon() })),
      )
    },
    readEvaluation: async (id) =>
      evaluationFromAnswer(
        given(await client.GET('/v1/evaluations/{id}', { params: { path: { id } }, signal: soon() })),
      ),
    listReferences: async (query) => given(await client.GET('/v1/references', { params: { query }, signal: soon() })),
    resetReference: async ({ evaluation, ...reset }) => {
      const body = evaluation === null ? reset : { ...reset, evaluation }
      return given(await client.POST('/v1/references:reset', { body, signal: soon() }))
    },
    compareSamples: async ({ control, experiment, ...limits }) => {
      const body = { ...limits, control: [...control], experiment: [...experiment] }
      return comparisonFromAnswer(given(await client.POST('/v1/comparisons', { body, signal: soon() })))
    },
  }
}

/** True where asking again may help: the service is overloaded, starting again, or was not reached. */
export function isTransient(error: unknown): boolean {
  if (error instanceof GateApiError) return error.isTransient
  return error instanceof Error && (isFetchFailure(error) || error.name === 'TimeoutError')
}

/** What `fetch` throws where no answer came. */
function isFetchFailure(error: Error): boolean {
  return error instanceof TypeError && error.message === 'fetch failed'
}

function soon(): AbortSignal {
  return AbortSignal.timeout(patienceMs)
}

function given<Data>(answer: {
  readonly data?: Data
  readonly error?: unknown
  readonly response: Response
}): NonNullable<Data> {
  const { data, error, response } = answer
  if (data === undefined || data === null) throw new GateApiError(response.status, readProblem(error))
  return data
}

function copy(deployment: { readonly labels: Readonly<Record<string, string>>; readonly targets: readonly string[] }) {
  return { labels: { ...deployment.labels }, targets: [...deployment.targets] }
}

/** A request leaves out what is not known. */
function known(subject: Subject) {
  const { service, environment, version, commit, digest, branch } = subject
  return {
    service,
    ...(environment === null ? {} : { environment }),
    ...(version === null ? {} : { version }),
    ...(commit === null ? {} : { commit }),
    ...(digest === null ? {} : { digest }),
    ...(branch === null ? {} : { branch }),
  }
}
