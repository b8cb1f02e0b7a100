import { parseDuration } from '@kosmos/analysis/units'
import { z } from 'zod'
import { ServerError } from '../../errors.ts'
import { jsonAnswer, problems } from '../answers.ts'
import { idempotencyOf } from '../idempotency.ts'
import { runBody } from '../mappers/run.ts'
import { subjectOf } from '../mappers/subject.ts'
import { keysOf, pathParameter, readBy } from '../read-request.ts'
import type { Route } from '../route.ts'
import { run, runRequest } from '../schemas/run.ts'

const knownKeys = [
  ...keysOf(runRequest),
  ...['name', 'document', 'service', 'environment', 'version', 'commit', 'digest', 'branch', 'labels', 'targets'],
]
const path = z.object({ id: z.string() })
/** Longest that a request waits; proxies cut connections that are silent for longer. */
const maxWaitMs = 60_000

const start: Route = {
  method: 'post',
  path: '/v1/runs',
  scope: 'submit',
  body: 'control',
  operation: {
    operationId: 'startRun',
    summary: 'Start a canary run',
    description: 'A run of the same service and environment that still goes on is superseded.',
    tags: ['runs'],
    requestParams: { header: z.object({ 'Idempotency-Key': z.string().max(200).optional() }) },
    requestBody: { required: true, content: { 'application/json': { schema: runRequest } } },
    responses: {
      202: { ...jsonAnswer('The run, begun', run), headers: z.object({ Location: z.string() }) },
      ...problems(401, 403, 404, 413, 415, 422, 503),
    },
  },
  handle: async (request, response, { engine, principalOf, publicUrl }) => {
    const asked = readBy(runRequest, request.body, knownKeys)
    const started = await engine.startRun({
      policy: asked.policy,
      subject: subjectOf(asked.subject),
      baseline: asked.baseline,
      canary: asked.canary,
      advance: asked.advance,
      idempotency: idempotencyOf(request, principalOf(response), asked),
    })
    response.status(202).location(`/v1/runs/${started.id}`).json(runBody(started, publicUrl()))
  },
}

const query = z.object({
  wait: z.string().optional().meta({ description: 'Longest wait, such as 20s, at most 60s', example: '20s' }),
  after: z.coerce
    .number()
    .int()
    .min(0)
    .optional()
    .meta({ description: 'Wait for a revision past this one; without it, for the end' }),
})

const read: Route = {
  method: 'get',
  path: '/v1/runs/{id}',
  scope: 'read',
  body: 'none',
  operation: {
    operationId: 'readRun',
    summary: 'A run as it stands, or after a wait',
    tags: ['runs'],
    requestParams: { path, query },
    responses: { 200: jsonAnswer('The run', run), ...problems(401, 403, 404, 503) },
  },
  handle: async (request, response, { engine, draining, publicUrl }) => {
    const { wait, after } = readBy(query.strict(), request.query, keysOf(query))
    const waitMs = wait === undefined ? 0 : readWait(wait)
    const gone = new AbortController()
    response.on('close', () => gone.abort())
    const signal = AbortSignal.any([gone.signal, draining])
    const found = await engine.readRun(pathParameter(request, 'id'), { waitMs, after: after ?? null, signal })
    response.json(runBody(found, publicUrl()))
  },
}

const cancel: Route = {
  method: 'post',
  path: '/v1/runs/{id}/cancel',
  scope: 'submit',
  body: 'none',
  operation: {
    operationId: 'cancelRun',
    summary: 'End a run without a decision',
    tags: ['runs'],
    requestParams: { path },
    responses: { 200: jsonAnswer('The run, ended', run), ...problems(401, 403, 404, 503) },
  },
  handle: async (request, response, { engine, publicUrl }) => {
    response.json(runBody(await engine.cancelRun(pathParameter(request, 'id')), publicUrl()))
  },
}

const advanced: Route = {
  method: 'post',
  path: '/v1/runs/{id}/stages/{stage}/advanced',
  scope: 'submit',
  body: 'none',
  operation: {
    operationId: 'reportTraffic',
    summary: "Report that a stage's traffic has moved",
    tags: ['runs'],
    requestParams: { path: path.extend({ stage: z.int().min(0) }) },
    responses: { 200: jsonAnswer('The run, looking', run), ...problems(401, 403, 404, 409, 503) },
  },
  handle: async (request, response, { engine, publicUrl }) => {
    const text = pathParameter(request, 'stage')
    if (!/^\d{1,3}$/.test(text)) {
      throw new ServerError('request-invalid', 'Expected the index of a stage, such as 0', {
        faults: [{ pointer: 'stage', detail: 'Expected a whole number from 0' }],
      })
    }
    response.json(runBody(await engine.reportTraffic(pathParameter(request, 'id'), Number(text)), publicUrl()))
  },
}

export const runRoutes: readonly Route[] = [start, read, cancel, advanced]

function readWait(text: string): number {
  const ms = parseDuration(text)
  if (ms <= maxWaitMs) return ms
  throw new ServerError('request-invalid', `Expected a wait of at most 60s, got ${text}`, {
    faults: [{ pointer: 'wait', detail: 'Expected at most 60s' }],
  })
}
