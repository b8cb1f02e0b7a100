import type { Subject } from '@kosmos/analysis'

/** The options that say what is judged. */
export interface SubjectOptions {
  readonly service: string
  readonly environment?: string
  readonly version?: string
  readonly commit?: string
  readonly digest?: string
  readonly branch?: string
}

export function subjectOf(options: SubjectOptions): Subject {
  return {
    service: options.service,
    environment: options.environment ?? null,
    version: options.version ?? null,
    commit: options.commit ?? null,
    digest: options.digest ?? null,
    branch: options.branch ?? null,
  }
}
