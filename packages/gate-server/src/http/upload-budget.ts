import { ServerError } from '../errors.ts'

/** What all uploads in hand may hold in memory together. */
export interface UploadBudget {
  /** @throws ServerError `unavailable` where the bytes no longer fit. */
  take(bytes: number): void
  give(bytes: number): void
}

/** @param limit - bytes. */
export function createUploadBudget(limit: number): UploadBudget {
  let held = 0
  return {
    take: (bytes) => {
      if (!(held + bytes <= limit)) {
        throw new ServerError('unavailable', 'Too many uploads are in hand', { retryAfter: 5 })
      }
      held += bytes
    },
    give: (bytes) => {
      held -= bytes
    },
  }
}
