import { createHash } from 'node:crypto'
import type { Request } from 'express'
import type { Principal } from '../auth/index.ts'
import type { Idempotency } from '../engine/index.ts'
import { ServerError } from '../errors.ts'

/**
 * The header `Idempotency-Key` with what the request asks, or `null` where it was not sent.
 *
 * @param asked - everything that makes the request what it is; bytes by their digests.
 */
export function idempotencyOf(request: Request, principal: Principal, asked: unknown): Idempotency | null {
  const key = request.header('idempotency-key')
  if (key === undefined) return null
  if (!/^[\x21-\x7e]{1,200}$/.test(key)) {
    throw new ServerError('request-invalid', 'Expected an Idempotency-Key of 1 to 200 visible characters', {
      faults: [{ pointer: 'Idempotency-Key', detail: 'Expected 1 to 200 visible characters' }],
    })
  }
  const requestDigest = createHash('sha256')
    .update(`${request.path}\n${JSON.stringify(asked)}`)
    .digest('hex')
  return { key: `${principal.id} ${key}`, requestDigest }
}
