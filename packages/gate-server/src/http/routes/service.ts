import { z } from 'zod'
import { ServerError } from '../../errors.ts'
import { jsonAnswer, problems } from '../answers.ts'
import type { Route } from '../route.ts'

const state = z.object({ status: z.literal('ok') }).meta({ id: 'ServiceState' })

const live: Route = {
  method: 'get',
  path: '/livez',
  scope: null,
  body: 'none',
  operation: {
    operationId: 'live',
    summary: 'The process answers',
    description: 'Says nothing about what the service depends on.',
    tags: ['service'],
    responses: { 200: jsonAnswer('It does', state), ...problems() },
  },
  handle: (_request, response) => {
    response.json({ status: 'ok' })
  },
}

const ready: Route = {
  method: 'get',
  path: '/readyz',
  scope: null,
  body: 'none',
  operation: {
    operationId: 'ready',
    summary: 'The service can decide',
    tags: ['service'],
    description: 'A problem with Retry-After while the store does not answer, and while the service stops.',
    responses: { 200: jsonAnswer('It can', state), ...problems(503) },
  },
  handle: async (_request, response, { engine, draining }) => {
    if (draining.aborted) throw new ServerError('unavailable', 'The service is stopping', { retryAfter: 5 })
    await engine.checkReady()
    response.json({ status: 'ok' })
  },
}

const metrics: Route = {
  method: 'get',
  path: '/metrics',
  scope: 'read',
  openOnLoopback: true,
  body: 'none',
  operation: {
    operationId: 'metrics',
    summary: 'What the service tells about itself, in the Prometheus text format',
    description: 'Open on loopback, elsewhere with the scope read.',
    tags: ['service'],
    responses: {
      200: { description: 'Metrics', content: { 'text/plain': { schema: z.string() } } },
      ...problems(401, 403),
    },
  },
  handle: async (_request, response, context) => {
    const { registry } = context.metrics
    response.set('Content-Type', registry.contentType).send(await registry.metrics())
  },
}

const document: Route = {
  method: 'get',
  path: '/openapi.json',
  scope: null,
  body: 'none',
  operation: {
    operationId: 'contract',
    summary: 'This document',
    description: 'OpenAPI 3.1, as it is committed in the repository.',
    tags: ['service'],
    responses: {
      200: { description: 'OpenAPI 3.1', content: { 'application/json': { schema: z.looseObject({}) } } },
      ...problems(),
    },
  },
  handle: (_request, response, { contract }) => {
    response.json(contract())
  },
}

export const serviceRoutes: readonly Route[] = [live, ready, metrics, document]
