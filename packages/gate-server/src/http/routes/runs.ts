import { z } from 'zod'
import { jsonAnswer, problems } from '../answers.ts'
import { idempotencyOf } from '../idempotency.ts'
import { runBody } from '../mappers/run.ts'
import { subjectOf } from '../mappers/subject.ts'
import { readBody, readParameters } from '../read-request.ts'
import type { Route } from '../route.ts'
import { idempotencyHeader, idPath, runQuery, stagePath } from '../schemas/parameters.ts'
import { run, runRequest } from '../schemas/run.ts'

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
    requestParams: { header: idempotencyHeader },
    requestBody: { required: true, content: { 'application/json': { schema: runRequest } } },
    responses: {
      202: { ...jsonAnswer('The run, begun', run), headers: z.object({ Location: z.string() }) },
      ...problems(401, 403, 404, 413, 415, 422, 503),
    },
  },
  handle: async (request, response, { engine, principalOf, publicUrl }) => {
    const asked = readBody(runRequest, request.body)
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

const read: Route = {
  method: 'get',
  path: '/v1/runs/{id}',
  scope: 'read',
  body: 'none',
  operation: {
    operationId: 'readRun',
    summary: 'A run as it stands, or after a wait',
    description: 'With wait, answers once the run is past the revision in after, or completed, or the time is over.',
    tags: ['runs'],
    requestParams: { path: idPath, query: runQuery },
    responses: { 200: jsonAnswer('The run', run), ...problems(401, 403, 404, 503) },
  },
  handle: async (request, response, { engine, draining, publicUrl }) => {
    const { id } = readParameters(idPath, request.params)
    const { wait: waitMs = 0, after = null } = readParameters(runQuery, request.query)
    const gone = new AbortController()
    response.on('close', () => gone.abort())
    const signal = AbortSignal.any([gone.signal, draining])
    const found = await engine.readRun(id, { waitMs, after, signal })
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
    description: 'A run that is already completed stays as it is.',
    tags: ['runs'],
    requestParams: { path: idPath },
    responses: { 200: jsonAnswer('The run, ended', run), ...problems(401, 403, 404, 503) },
  },
  handle: async (request, response, { engine, publicUrl }) => {
    response.json(runBody(await engine.cancelRun(readParameters(idPath, request.params).id), publicUrl()))
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
    description: 'The looks of the stage start now. Repeating the report is harmless.',
    tags: ['runs'],
    requestParams: { path: stagePath },
    responses: { 200: jsonAnswer('The run, looking', run), ...problems(401, 403, 404, 409, 503) },
  },
  handle: async (request, response, { engine, publicUrl }) => {
    const { id, stage } = readParameters(stagePath, request.params)
    response.json(runBody(await engine.reportTraffic(id, stage), publicUrl()))
  },
}

export const runRoutes: readonly Route[] = [start, read, cancel, advanced]
