import { ServerError } from '../errors.ts'
import type { Idempotency } from './engine.ts'
import type { EngineDependencies } from './dependencies.ts'

/**
 * The id for a new resource: a fresh one, or the one that the same request got before.
 *
 * @throws ServerError `idempotency-mismatch` where the key was used for another request.
 */
export async function claimId(
  dependencies: Pick<EngineDependencies, 'store' | 'newId' | 'clock'>,
  idempotency: Idempotency | null,
): Promise<{ readonly id: string; readonly isNew: boolean }> {
  const id = dependencies.newId()
  if (idempotency === null) return { id, isNew: true }
  const record = await dependencies.store.idempotency.claim({
    key: idempotency.key,
    requestDigest: idempotency.requestDigest,
    resourceId: id,
    createdAt: dependencies.clock.now(),
  })
  if (record.requestDigest !== idempotency.requestDigest) {
    throw new ServerError(
      'idempotency-mismatch',
      'This Idempotency-Key came with another request before; expected the same request, or a new key',
    )
  }
  return { id: record.resourceId, isNew: record.resourceId === id }
}
