import type { Request } from 'express'
import { z } from 'zod'
import type { InputReport } from '../../engine/index.ts'
import { ServerError } from '../../errors.ts'
import type { StoredEvaluation } from '../../storage/index.ts'
import { jsonAnswer, problems } from '../answers.ts'
import { idempotencyOf } from '../idempotency.ts'
import { subjectOf } from '../mappers/subject.ts'
import { timeOf, verdictBody } from '../mappers/verdict.ts'
import { readMultipart } from '../multipart.ts'
import { assertBounded, keysOf, pathParameter, readBy } from '../read-request.ts'
import type { Route, RouteContext } from '../route.ts'
import { evaluation, evaluationFormRequest, evaluationRequest } from '../schemas/evaluation.ts'
import { createHash } from 'node:crypto'

type Form = z.output<typeof evaluationFormRequest>

const knownKeys = [
  ...keysOf(evaluationRequest),
  ...['name', 'document', 'service', 'environment', 'version', 'commit', 'digest', 'branch'],
  ...['suite', 'format', 'collectedAt', 'content', 'contentBase64'],
]

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
    requestParams: { header: z.object({ 'Idempotency-Key': z.string().max(200).optional() }) },
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
      ? await fromMultipart(request, context)
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
    tags: ['gates'],
    requestParams: { path: z.object({ id: z.string() }) },
    responses: { 200: jsonAnswer('The verdict', evaluation), ...problems(401, 403, 404, 503) },
  },
  handle: async (request, response, context) => {
    response.json(body(await context.engine.findEvaluation(pathParameter(request, 'id')), context))
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
  const { reports, ...form } = readBy(evaluationRequest, given, knownKeys)
  return {
    form: { ...form, reports: reports.map(({ content: _content, contentBase64: _bytes, ...head }) => head) },
    reports: reports.map(({ content, contentBase64, ...head }, index) => {
      if ((content === undefined) === (contentBase64 === undefined)) {
        throw new ServerError(
          'request-invalid',
          `Expected report '${head.name}' to have either content or contentBase64`,
          {
            faults: [{ pointer: `/reports/${index}`, detail: 'Expected either content or contentBase64' }],
          },
        )
      }
      const bytes = content === undefined ? Buffer.from(contentBase64 ?? '', 'base64') : Buffer.from(content, 'utf8')
      return inputReport(head, bytes)
    }),
  }
}

async function fromMultipart(request: Request, context: RouteContext) {
  const parts = await readMultipart(request, { maxFileBytes: context.maxReportBytes })
  const written: unknown = parts.request
  assertBounded(written)
  const form = readBy(evaluationFormRequest, written, knownKeys)
  const heads = new Map(form.reports.map((head) => [head.name, head]))
  for (const name of heads.keys()) {
    if (!parts.files.some((file) => file.name === name)) {
      throw new ServerError('request-invalid', `Expected a file part named '${name}', as the request says`, {
        faults: [{ pointer: '/reports', detail: `There is no file part '${name}'` }],
      })
    }
  }
  return { form, reports: parts.files.map(({ name, bytes }) => inputReport(heads.get(name) ?? { name }, bytes)) }
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
  }
}

function digestOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}
