import { jsonAnswer, problems } from '../answers.ts'
import { referencesBody } from '../mappers/references.ts'
import { readBody, readParameters } from '../read-request.ts'
import type { Route } from '../route.ts'
import { references, referencesQuery, resetRequest } from '../schemas/reference.ts'

const list: Route = {
  method: 'get',
  path: '/v1/references',
  scope: 'read',
  body: 'none',
  operation: {
    operationId: 'listReferences',
    summary: 'What evidence on other branches is compared with',
    description:
      'By policy and condition, the newest first. What stood before a reset is shown and not used. A policy that comes in requests and one that the operator keeps have their own.',
    tags: ['gates'],
    requestParams: { query: referencesQuery },
    responses: { 200: jsonAnswer('The references of the branch', references), ...problems(401, 403, 503) },
  },
  handle: async (request, response, { engine }) => {
    const of = readParameters(referencesQuery, request.query)
    response.json(referencesBody(of, await engine.listReferences(of)))
  },
}

const reset: Route = {
  method: 'post',
  path: '/v1/references:reset',
  scope: 'admin',
  body: 'control',
  operation: {
    operationId: 'resetReference',
    summary: 'Set a reference anew, on record',
    description:
      'To the evidence of an evaluation, or to nothing, so that the next accepted evaluation of the branch becomes it. Who asked and why is kept for good.',
    tags: ['gates'],
    requestBody: { required: true, content: { 'application/json': { schema: resetRequest } } },
    responses: {
      200: jsonAnswer('The references of the branch afterwards', references),
      ...problems(401, 403, 404, 413, 415, 503),
    },
  },
  handle: async (request, response, { engine, principalOf }) => {
    const { evaluation = null, ...asked } = readBody(resetRequest, request.body)
    const { id, name } = principalOf(response)
    const listed = await engine.resetReference({ ...asked, evaluation, who: `${name} (${id})` })
    response.json(referencesBody(asked, listed))
  },
}

export const referenceRoutes: readonly Route[] = [list, reset]
