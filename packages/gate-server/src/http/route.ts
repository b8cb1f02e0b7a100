import type { Request, Response } from 'express'
import type { Logger } from 'pino'
import type { ZodOpenApiOperationObject } from 'zod-openapi'
import type { Principal, Scope } from '../auth/index.ts'
import type { Engine } from '../engine/index.ts'
import type { Metrics } from '../telemetry/index.ts'
import type { UploadBudget } from './upload-budget.ts'

/** What routes work with. */
export interface RouteContext {
  readonly engine: Engine
  readonly metrics: Metrics
  readonly logger: Logger
  /** Base of links in answers, without a slash at its end. */
  readonly publicUrl: () => string
  readonly maxReportBytes: number
  readonly uploads: UploadBudget
  /** Aborts when the service stops: whoever waits is answered early. */
  readonly draining: AbortSignal
  readonly principalOf: (response: Response) => Principal
  /** The document of all routes; given, because they are part of it. */
  readonly contract: () => object
}

/** One route: what is served and what is written about it, in one place, so that they cannot part. */
export interface Route {
  readonly method: 'get' | 'post'
  /** As in OpenAPI: `/v1/runs/{id}`. */
  readonly path: string
  /** What the caller's token must allow; `null` for everybody. */
  readonly scope: Scope | null
  /** True where callers on the same machine need no token, whatever tokens exist. */
  readonly openOnLoopback?: true
  /** Which bodies are read: small JSON, JSON with reports in it, or none. */
  readonly body: 'none' | 'control' | 'reports'
  readonly operation: ZodOpenApiOperationObject
  readonly handle: (request: Request, response: Response, context: RouteContext) => Promise<void> | void
}
