import compression from 'compression'
import express, { type Application, type Request, type RequestHandler, type Response } from 'express'
import { rateLimit } from 'express-rate-limit'
import helmet from 'helmet'
import type { Logger } from 'pino'
import { pinoHttp } from 'pino-http'
import { authenticate, isLoopbackAddress, isLoopbackHost, requireScope, type Principal } from '../auth/index.ts'
import type { Engine } from '../engine/index.ts'
import { ServerError } from '../errors.ts'
import type { TokenStore } from '../storage/index.ts'
import type { Metrics } from '../telemetry/index.ts'
import { jsonBody } from './json-body.ts'
import { apiDocument } from './openapi.ts'
import { renderProblem } from './problem.ts'
import { nameRequest, refuseRepeatedHeaders } from './request-name.ts'
import type { Route, RouteContext } from './route.ts'
import { routes } from './routes/index.ts'
import { createUploadBudget } from './upload-budget.ts'

/** What the application is made of. */
export interface AppOptions {
  readonly engine: Engine
  readonly tokens: TokenStore
  readonly metrics: Metrics
  readonly logger: Logger
  readonly now: () => number
  readonly publicUrl: () => string
  readonly draining: AbortSignal
  readonly maxReportBytes: number
  /** Requests per minute and caller. */
  readonly rateLimit: number
}

const principals = new WeakMap<Response, Principal>()

/** The application: every request passes these in this order, and every error ends in the last of them. */
export function createApp(options: AppOptions): Application {
  const app = express()
  app.disable('x-powered-by').disable('etag').set('query parser', 'simple').set('trust proxy', false)
  app.use(nameRequest)
  app.use(
    pinoHttp({
      logger: options.logger,
      genReqId: (_request, response) => String(response.getHeader('X-Request-Id')),
      autoLogging: { ignore: isProbe },
      // Addresses without their query, and no headers: nothing that a caller puts there by mistake is kept.
      serializers: {
        req: ({ id, method, url }: LoggedRequest) => ({ id, method, path: url.replace(/\?.*$/s, '') }),
        res: ({ statusCode }: LoggedResponse) => ({ statusCode }),
      },
    }),
  )
  app.use(measure(options.metrics))
  app.use(
    helmet({ contentSecurityPolicy: { useDefaults: false, directives: pageSources }, strictTransportSecurity: false }),
  )
  app.use(limitRate(options.rateLimit))
  app.use(refuseRepeatedHeaders)
  app.use(compression())
  const context: RouteContext = {
    ...options,
    principalOf,
    contract: apiDocument,
    uploads: createUploadBudget(2 * options.maxReportBytes),
  }
  for (const route of routes) {
    app[route.method](
      expressPath(route),
      allow(route, options),
      ...bodyReaders[route.body],
      async (request: Request, response: Response) => route.handle(request, response, context),
    )
  }
  app.use(nothingHere)
  app.use(renderProblem(options.logger))
  return app
}

/** Pages bring their style along and need nothing else. */
const pageSources = {
  defaultSrc: ["'none'"],
  styleSrc: ["'unsafe-inline'"],
  imgSrc: ['data:'],
  formAction: ["'none'"],
  frameAncestors: ["'none'"],
  baseUri: ["'none'"],
}

const onlyJson: RequestHandler = (request, _response, next) => {
  if (request.is('application/json')) return next()
  throw new ServerError('unsupported-media-type', 'Expected a body of application/json')
}
const jsonOrMultipart: RequestHandler = (request, _response, next) => {
  if (request.is(['application/json', 'multipart/form-data'])) return next()
  throw new ServerError('unsupported-media-type', 'Expected a body of application/json or multipart/form-data')
}

/** Which readers a route's body passes; nothing is read for callers that were refused before. */
const bodyReaders: Readonly<Record<Route['body'], readonly RequestHandler[]>> = {
  none: [],
  control: [onlyJson, ...jsonBody(256 * 1024)],
  reports: [jsonOrMultipart, ...jsonBody(16 * 1024 * 1024)],
}

function measure(metrics: Metrics): RequestHandler {
  return (request, response, next) => {
    const end = metrics.requestSeconds.startTimer()
    response.on('finish', () => {
      // The route, never the address: ids would make a series each.
      const route: unknown = request.route
      const path = typeof route === 'object' && route !== null && 'path' in route ? route.path : null
      end({
        method: request.method,
        route: typeof path === 'string' ? path : 'none',
        status: String(response.statusCode),
      })
    })
    next()
  }
}

function limitRate(perMinute: number): RequestHandler {
  return rateLimit({
    windowMs: 60_000,
    limit: perMinute,
    standardHeaders: 'draft-8',
    legacyHeaders: false,
    skip: isProbe,
    // The peer's own address counts; what a header says about it is not looked at.
    validate: { xForwardedForHeader: false, forwardedHeader: false },
    handler: () => {
      throw new ServerError('too-many-requests', `Expected at most ${perMinute} requests a minute`, { retryAfter: 60 })
    },
  })
}

interface LoggedRequest {
  readonly id: unknown
  readonly method: string
  readonly url: string
}
interface LoggedResponse {
  readonly statusCode: number | null
}

function isProbe(request: { readonly url?: string | undefined }): boolean {
  return request.url === '/livez' || request.url === '/readyz'
}

/** Finds out who is asking and whether they may, before anything of the body is read. */
function allow(route: Route, options: AppOptions): RequestHandler {
  const { scope } = route
  if (scope === null) return (_request, _response, next) => next()
  return async (request, response, next) => {
    refuseForeignPage(request)
    const credentials = {
      authorization: request.header('authorization'),
      remoteAddress: request.socket.remoteAddress,
      host: request.header('host'),
    }
    if (
      route.openOnLoopback === true &&
      isLoopbackAddress(credentials.remoteAddress) &&
      isLoopbackHost(credentials.host)
    ) {
      next()
      return
    }
    const principal = await authenticate(credentials, options.tokens, options.now())
    requireScope(principal, scope)
    principals.set(response, principal)
    next()
  }
}

/** A page of another site can make a browser on this machine send forms, and the browser needs no token here. */
function refuseForeignPage(request: Request): void {
  const origin = request.header('origin')
  if (origin === undefined || request.method === 'GET' || request.method === 'HEAD') return
  if (URL.canParse(origin) && new URL(origin).host === request.header('host')) return
  throw new ServerError('forbidden', 'A page of another site may not ask this')
}

function principalOf(response: Response): Principal {
  const principal = principals.get(response)
  if (principal === undefined) throw new ServerError('internal', 'A route without a scope asked who is calling')
  return principal
}

const nothingHere: RequestHandler = (request, response) => {
  const there = routes.filter((route) => pathPattern(route).test(request.path))
  if (there.length === 0) throw new ServerError('not-found', 'There is no such path here')
  const methods = there.map(({ method }) => method.toUpperCase()).join(', ')
  response.setHeader('Allow', methods)
  throw new ServerError('method-not-allowed', `Expected ${methods} for this path, got ${request.method}`)
}

/** A colon in a path is itself there; in the words of Express it begins a parameter. */
function expressPath(route: Route): string {
  return route.path.replaceAll(':', '\\:').replace(/\{(\w+)\}/g, ':$1')
}

function pathPattern(route: Route): RegExp {
  return new RegExp(`^${route.path.replace(/[.]/g, '\\.').replace(/\{\w+\}/g, '[^/]+')}/?$`)
}
