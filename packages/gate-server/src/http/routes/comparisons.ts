import { fixedSampleNote } from '@kosmos/analysis/judges'
import type { z } from 'zod'
import { jsonAnswer, problems } from '../answers.ts'
import { readBody } from '../read-request.ts'
import type { Route } from '../route.ts'
import { comparison, comparisonRequest } from '../schemas/comparison.ts'

const create: Route = {
  method: 'post',
  path: '/v1/comparisons',
  scope: 'read',
  body: 'control',
  operation: {
    operationId: 'compareSamples',
    summary: 'Compare two samples once',
    description: 'By the fixed-sample method: valid for one look. Nothing is kept.',
    tags: ['library'],
    requestBody: { required: true, content: { 'application/json': { schema: comparisonRequest } } },
    responses: { 200: jsonAnswer('What the samples show', comparison), ...problems(401, 403, 413, 415, 503) },
  },
  handle: (request, response, { engine }) => {
    const asked = readBody(comparisonRequest, request.body)
    const result = engine.compareSamples(asked)
    const body: z.input<typeof comparison> = {
      method: 'fixed-sample',
      note: fixedSampleNote,
      result: {
        ...result,
        reasons: result.reasons.map((reason) => ({ ...reason, facts: { ...reason.facts } })),
        evidence: [...result.evidence],
      },
    }
    response.json(body)
  },
}

export const comparisonRoutes: readonly Route[] = [create]
