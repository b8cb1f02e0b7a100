import { z } from 'zod'
import { problems } from '../answers.ts'
import { flatEvaluation, flatNothing, flatRun } from '../mappers/run.ts'
import { keysOf, readBy } from '../read-request.ts'
import type { Route } from '../route.ts'
import { flatVerdict } from '../schemas/run.ts'

const word = z.string().min(1).max(256)
const query = z.object({
  service: word,
  environment: word.optional(),
  version: word.optional(),
  stage: z.coerce
    .number()
    .int()
    .min(0)
    .optional()
    .meta({ description: "A stage's own verdict: promote means advance" }),
  format: z.enum(['json', 'text']).default('json').meta({ description: 'text gives the state alone' }),
})

const read: Route = {
  method: 'get',
  path: '/v1/verdict',
  scope: 'read',
  body: 'none',
  operation: {
    operationId: 'readVerdict',
    summary: 'The newest verdict on a service, flat',
    description:
      'Always 200 for a well-formed question: clients that poll take any other status for a failure of their own.',
    tags: ['verdict'],
    requestParams: { query },
    responses: {
      200: {
        description: 'The verdict; every field is always there',
        content: { 'application/json': { schema: flatVerdict }, 'text/plain': { schema: z.string() } },
      },
      ...problems(401, 403, 503),
    },
  },
  handle: async (request, response, { engine, publicUrl }) => {
    const {
      service,
      environment = null,
      version = null,
      stage = null,
      format,
    } = readBy(query.strict(), request.query, keysOf(query))
    const found = await engine.readVerdict({ service, environment, version })
    const flat =
      found === null
        ? flatNothing(service)
        : 'run' in found
          ? flatRun(found.run, publicUrl(), stage)
          : flatEvaluation(found.evaluation, publicUrl())
    if (format === 'text') response.type('text/plain').send(flat.state)
    else response.json(flat)
  },
}

export const verdictRoutes: readonly Route[] = [read]
