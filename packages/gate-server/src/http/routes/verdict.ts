import { problems } from '../answers.ts'
import { flatEvaluation, flatNothing, flatRun } from '../mappers/run.ts'
import { readParameters } from '../read-request.ts'
import type { Route } from '../route.ts'
import { verdictQuery } from '../schemas/parameters.ts'
import { flatVerdict, runState } from '../schemas/run.ts'

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
    requestParams: { query: verdictQuery },
    responses: {
      200: {
        description: 'The verdict; every field is always there',
        content: { 'application/json': { schema: flatVerdict }, 'text/plain': { schema: runState } },
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
    } = readParameters(verdictQuery, request.query)
    const found = await engine.readVerdict({ service, environment, version })
    const flat =
      found === null
        ? flatNothing(service, publicUrl())
        : 'run' in found
          ? flatRun(found.run, publicUrl(), stage)
          : flatEvaluation(found.evaluation, publicUrl(), stage)
    if (format === 'text') response.type('text/plain').send(flat.state)
    else response.json(flat)
  },
}

export const verdictRoutes: readonly Route[] = [read]
