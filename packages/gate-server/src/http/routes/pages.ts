import { z } from 'zod'
import { renderEvaluationPage, renderRunPage } from '../../report/index.ts'
import { problems } from '../answers.ts'
import { pathParameter } from '../read-request.ts'
import type { Route } from '../route.ts'

const path = z.object({ id: z.string() })
const pageAnswer = { description: 'A page that needs nothing else', content: { 'text/html': { schema: z.string() } } }

const runPage: Route = {
  method: 'get',
  path: '/runs/{id}',
  scope: 'read',
  body: 'none',
  operation: {
    operationId: 'showRun',
    summary: 'A run as a page',
    tags: ['pages'],
    requestParams: { path },
    responses: { 200: pageAnswer, ...problems(401, 403, 404, 503) },
  },
  handle: async (request, response, { engine, draining }) => {
    const run = await engine.readRun(pathParameter(request, 'id'), { waitMs: 0, after: null, signal: draining })
    response.type('html').send(renderRunPage(run))
  },
}

const evaluationPage: Route = {
  method: 'get',
  path: '/evaluations/{id}',
  scope: 'read',
  body: 'none',
  operation: {
    operationId: 'showEvaluation',
    summary: 'A verdict as a page',
    tags: ['pages'],
    requestParams: { path },
    responses: { 200: pageAnswer, ...problems(401, 403, 404, 503) },
  },
  handle: async (request, response, { engine }) => {
    response.type('html').send(renderEvaluationPage(await engine.findEvaluation(pathParameter(request, 'id'))))
  },
}

export const pageRoutes: readonly Route[] = [runPage, evaluationPage]
