import { z } from 'zod'
import { html, page, renderEvaluationPage, renderRunPage } from '../../report/index.ts'
import { problems } from '../answers.ts'
import { readParameters } from '../read-request.ts'
import type { Route } from '../route.ts'
import { idPath, noQuery } from '../schemas/parameters.ts'

const pageAnswer = { description: 'A page that needs nothing else', content: { 'text/html': { schema: z.string() } } }

const startPage: Route = {
  method: 'get',
  path: '/',
  scope: 'read',
  body: 'none',
  operation: {
    operationId: 'showStart',
    summary: 'What this service is and where to go on',
    description: 'Links to what can be read.',
    tags: ['pages'],
    responses: { 200: pageAnswer, ...problems(401, 403) },
  },
  handle: (request, response) => {
    readParameters(noQuery, request.query)
    response.type('html').send(start)
  },
}

const start = page({
  title: 'kosmos-gate',
  refresh: null,
  body: html`<header><h1>May this deployment go on? A gate that answers with evidence.</h1></header>
    <main>
      <dl>
        <dt>a canary run</dt>
        <dd><code>/runs/{id}</code></dd>
        <dt>a gate's verdict</dt>
        <dd><code>/evaluations/{id}</code></dd>
        <dt>the newest verdict of a service</dt>
        <dd><code>/v1/verdict?service={name}</code></dd>
        <dt>the contract</dt>
        <dd><a href="/openapi.json">/openapi.json</a></dd>
        <dt>health</dt>
        <dd><a href="/livez">/livez</a> <a href="/readyz">/readyz</a></dd>
        <dt>metrics</dt>
        <dd><a href="/metrics">/metrics</a></dd>
      </dl>
    </main>`,
})

const runPage: Route = {
  method: 'get',
  path: '/runs/{id}',
  scope: 'read',
  body: 'none',
  operation: {
    operationId: 'showRun',
    summary: 'A run as a page',
    description: 'While the run goes on the page renews itself.',
    tags: ['pages'],
    requestParams: { path: idPath },
    responses: { 200: pageAnswer, ...problems(401, 403, 404, 503) },
  },
  handle: async (request, response, { engine, draining }) => {
    const run = await engine.readRun(readParameters(idPath, request.params).id, {
      waitMs: 0,
      after: null,
      signal: draining,
    })
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
    description: 'With its numbers, reasons and evidence.',
    tags: ['pages'],
    requestParams: { path: idPath },
    responses: { 200: pageAnswer, ...problems(401, 403, 404, 503) },
  },
  handle: async (request, response, { engine }) => {
    response
      .type('html')
      .send(renderEvaluationPage(await engine.findEvaluation(readParameters(idPath, request.params).id)))
  },
}

export const pageRoutes: readonly Route[] = [startPage, runPage, evaluationPage]
