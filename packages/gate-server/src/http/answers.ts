import type { z } from 'zod'
import type { ZodOpenApiResponsesObject } from 'zod-openapi'
import { serverErrorTable } from '../errors.ts'
import { problem } from './schemas/problem.ts'

type ProblemStatus = 400 | 401 | 403 | 404 | 409 | 413 | 415 | 422 | 429 | 500 | 503

/** A JSON answer for the document. */
export function jsonAnswer(description: string, schema: z.ZodType) {
  return { description, content: { 'application/json': { schema } } }
}

/** Problem answers for the document; those that any route may give are always among them. */
export function problems(...statuses: readonly ProblemStatus[]): ZodOpenApiResponsesObject {
  const all = [...new Set<ProblemStatus>([400, 429, 500, ...statuses])].sort((one, other) => one - other)
  return Object.fromEntries(
    all.map((status) => {
      const titles = Object.values(serverErrorTable).filter((entry) => entry.status === status)
      const description = titles.map(({ title }) => title).join('; ')
      return [String(status), { description, content: { 'application/problem+json': { schema: problem } } }]
    }),
  )
}
