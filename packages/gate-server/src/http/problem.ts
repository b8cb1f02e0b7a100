import type { IncomingHttpHeaders } from 'node:http'
import { AnalysisError } from '@kosmos/analysis'
import type { ErrorRequestHandler } from 'express'
import type { Logger } from 'pino'
import { ServerError, serverErrorTable, type ServerErrorCode } from '../errors.ts'

interface Fault {
  readonly pointer: string
  readonly detail: string
  readonly line: number | null
  readonly column: number | null
}

/** An error as RFC 9457 says it. */
export interface ProblemBody {
  readonly type: string
  readonly title: string
  readonly status: number
  readonly detail: string
  readonly instance: string
  readonly code: ServerErrorCode
  readonly faults: readonly Fault[]
  readonly retryAfter?: number
}

/** Puts whatever was thrown into a problem; what nobody foresaw is told without its insides. */
function problemOf(error: unknown, instance: string): ProblemBody {
  const { code, detail, faults } = described(error)
  const { status, title } = serverErrorTable[code]
  const retryAfter = error instanceof ServerError && error.retryAfter !== null ? { retryAfter: error.retryAfter } : {}
  return { type: `urn:kosmos-gate:problem:${code}`, title, status, detail, instance, code, faults, ...retryAfter }
}

function described(error: unknown): { code: ServerErrorCode; detail: string; faults: readonly Fault[] } {
  if (error instanceof ServerError) {
    // A fault of our own may hold what is nobody's business.
    if (error.code === 'internal')
      return { code: 'internal', detail: 'The service failed; see its log for this request', faults: [] }
    return {
      code: error.code,
      detail: error.message,
      faults: error.faults.map((fault) => ({ ...fault, line: null, column: null })),
    }
  }
  if (error instanceof AnalysisError) {
    if (error.is('policy-invalid')) {
      const faults = error.details.issues.map(({ pointer, message, line, column }) => ({
        pointer,
        detail: message,
        line,
        column,
      }))
      return { code: 'policy-invalid', detail: error.message, faults }
    }
    return { code: error.code === 'gate-unknown' ? 'not-found' : 'request-invalid', detail: error.message, faults: [] }
  }
  const code = codeOfBodyError(error)
  if (code !== null) return { code, detail: bodyErrorText(error), faults: [] }
  return { code: 'internal', detail: 'The service failed; see its log for this request', faults: [] }
}

/** Errors of Express and its body reader carry a status below 500 and a type. */
function codeOfBodyError(error: unknown): ServerErrorCode | null {
  if (!(error instanceof Error) || !('status' in error) || typeof error.status !== 'number') return null
  const { status } = error
  if (!(status >= 400 && status < 500)) return null
  return codesOfBodyErrors[status] ?? 'request-invalid'
}

const codesOfBodyErrors: Readonly<Record<number, ServerErrorCode>> = {
  413: 'payload-too-large',
  415: 'unsupported-media-type',
}

function bodyErrorText(error: unknown): string {
  const type = error instanceof Error && 'type' in error ? String(error.type) : ''
  const texts: Readonly<Record<string, string>> = {
    'entity.parse.failed': 'Expected a body of JSON, got something else',
    'entity.too.large': 'The body is larger than is accepted here',
    'encoding.unsupported': 'Expected a body without compression or with gzip, deflate or br, once',
    'charset.unsupported': 'Expected a body in UTF-8',
    'request.aborted': 'The request was aborted',
    'request.size.invalid': 'The body is not as long as its Content-Length says',
  }
  return texts[type] ?? 'The request cannot be read'
}

/** The last of the middleware: every error becomes a problem here and nowhere else. */
export function renderProblem(logger: Logger): ErrorRequestHandler {
  return (error: unknown, request, response, next) => {
    const problem = problemOf(error, typeof request.id === 'string' ? request.id : '')
    if (problem.status >= 500) logger.error({ err: error, requestId: problem.instance }, problem.title)
    if (response.headersSent) {
      next(error)
      return
    }
    if (problem.status === 401) response.setHeader('WWW-Authenticate', 'Bearer')
    if (problem.retryAfter !== undefined) response.setHeader('Retry-After', String(problem.retryAfter))
    // What is left of a body that was refused half read must not be taken for the next request.
    if (hasBody(request) && !request.complete) response.setHeader('Connection', 'close')
    response.status(problem.status).type('application/problem+json').send(JSON.stringify(problem))
  }
}

function hasBody({ headers }: { readonly headers: IncomingHttpHeaders }): boolean {
  return headers['transfer-encoding'] !== undefined || (headers['content-length'] ?? '0') !== '0'
}
