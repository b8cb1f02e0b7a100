import type { Subject } from '@kosmos/analysis'
import type { z } from 'zod'
import type { subjectRequest } from '../schemas/subject.ts'

/** What a request leaves out is not known. */
export function subjectOf(request: z.output<typeof subjectRequest>): Subject {
  return {
    service: request.service,
    environment: request.environment ?? null,
    version: request.version ?? null,
    commit: request.commit ?? null,
    digest: request.digest ?? null,
    branch: request.branch ?? null,
  }
}
