import { createHash } from 'node:crypto'
import type { Request, Response } from 'express'
import { z } from 'zod'
import type { InputReport } from '../../engine/index.ts'
import { ServerError } from '../../errors.ts'
import type { StoredEvaluation } from '../../storage/index.ts'
import { jsonAnswer, problems } from '../answers.ts'
import { idempotencyOf } from '../idempotency.ts'
import { subjectOf } from '../mappers/subject.ts'
import { timeOf, verdictBody } from '../mappers/verdict.ts'
import { readMultipart } from '../multipart.ts'
import { assertBounded, readBody, readParameters } from '../read-request.ts'
import type { Route, RouteContext } from '../route.ts'
import {
  attachedReport,
  evaluation,
  evaluationFormRequest,
  evaluationRequest,
  maxReports,
} from '../schemas/evaluation.ts'
import { idempotencyHeader, idPath } from '../schemas/parameters.ts'

type Form = z.output<typeof evaluationFormRequest>

const create: Route = {
  method: 'post',
  path: '/v1/evaluations',
  scope: 'submit',
  body: 'reports',
  operation: {
    operationId: 'createEvaluation',
    summary: 'Judge a gate on reports',
    description:
      'The verdict is kept before it is answered. Reports come inline, or as file parts of a multipart body.',
    tags: ['gates'],
    requestParams: { header: idempotencyHeader },
    requestBody: {
      required: true,
      content: {
        'application/json': { schema: evaluationRequest },
        'multipart/form-data': {
          schema: z.object({ request: evaluationFormRequest }).catchall(z.string().meta({ format: 'binary' })),
        },
      },
    },
    responses: {
      201: { ...jsonAnswer('The verdict', evaluation), headers: z.object({ Location: z.string() }) },
      ...problems(401, 403, 404, 413, 415, 422, 503),
    },
  },
  handle: async (request, response, context) => {
    const { form, reports } = request.is('multipart/form-data')
      ? await fromMultipart(request, response, context)
      : fromJson(request.body)
    const asked = { form, reports: reports.map(({ bytes, ...head }) => ({ ...head, digest256: digestOf(bytes) })) }
    const made = await context.engine.evaluateGate({
      policy: form.policy,
      gate: form.gate,
      subject: subjectOf(form.subject),
      reports,
      deadline: form.deadline === undefined ? null : Date.parse(form.deadline),
      idempotency: idempotencyOf(request, context.principalOf(response), asked),
    })
    response.status(201).location(`/v1/evaluations/${made.id}`).json(body(made, context))
  },
}

const read: Route = {
  method: 'get',
  path: '/v1/evaluations/{id}',
  scope: 'read',
  body: 'none',
  operation: {
    operationId: 'readEvaluation',
    summary: 'A verdict that was given before',
    description: 'Exactly as it was given.',
    tags: ['gates'],
    requestParams: { path: idPath },
    responses: { 200: jsonAnswer('The verdict', evaluation), ...problems(401, 403, 404, 503) },
  },
  handle: async (request, response, context) => {
    response.json(body(await context.engine.findEvaluation(readParameters(idPath, request.params).id), context))
  },
}

export const evaluationRoutes: readonly Route[] = [create, read]

function body(made: StoredEvaluation, context: RouteContext): z.input<typeof evaluation> {
  return {
    id: made.id,
    createdAt: timeOf(made.createdAt),
    reportUrl: `${context.publicUrl()}/evaluations/${made.id}`,
    verdict: verdictBody(made.verdict),
  }
}

function fromJson(given: unknown): { readonly form: Form; readonly reports: readonly InputReport[] } {
  const { reports, ...form } = readBody(evaluationRequest, given)
  return {
    form: { ...form, reports: reports.map(({ content: _content, contentBase64: _bytes, ...head }) => head) },
    reports: reports.map(({ content, contentBase64, ...head }) =>
      inputReport(
        head,
        content === undefined ? Buffer.from(contentBase64 ?? '', 'base64') : Buffer.from(content, 'utf8'),
      ),
    ),
  }
}

async function fromMultipart(request: Request, response: Response, { uploads, maxReportBytes }: RouteContext) {
  const parts = await readMultipart(request, response, {
    maxBytes: maxReportBytes,
    maxFiles: maxReports,
    budget: uploads,
  })
  assertBounded(parts.request)
  const form = readBody(evaluationFormRequest, parts.request)
  const heads = new Map(form.reports.map((head) => [head.name, head]))
  const missing = form.reports.findIndex(({ name }) => !parts.files.some((file) => file.name === name))
  if (missing >= 0) {
    const detail = `Expected a file part named '${form.reports[missing]?.name}', as the request says, got none`
    throw new ServerError('request-invalid', detail, { faults: [{ pointer: `/reports/${missing}/name`, detail }] })
  }
  return {
    form,
    reports: parts.files.map(({ name, bytes }) =>
      // A file that the request says nothing about is taken as it is, by its name.
      inputReport(heads.get(name) ?? readBody(attachedReport, { name }), bytes),
    ),
  }
}

function inputReport(head: Form['reports'][number], bytes: Uint8Array): InputReport {
  return {
    name: head.name,
    bytes,
    suite: head.suite ?? null,
    format: head.format ?? null,
    collectedAt: head.collectedAt === undefined ? null : Date.parse(head.collectedAt),
    commit: head.commit ?? null,
    digest: head.digest ?? null,
    emptyIsClean: head.emptyIsClean ?? false,
  }
}

function digestOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}
