import type { createGroupCommit } from './group-commit.ts'
import type { IdempotencyStore } from './store.ts'

export function createIdempotencyStore(commit: ReturnType<typeof createGroupCommit>): IdempotencyStore {
  return {
    claim: (record) =>
      commit(async (transaction) => {
        await transaction
          .insertInto('idempotency')
          .values({
            key: record.key,
            request_digest: record.requestDigest,
            resource_id: record.resourceId,
            created_at: record.createdAt,
          })
          .onConflict((conflict) => conflict.column('key').doNothing())
          .execute()
        const row = await transaction
          .selectFrom('idempotency')
          .selectAll()
          .where('key', '=', record.key)
          .executeTakeFirstOrThrow()
        return {
          key: row.key,
          requestDigest: row.request_digest,
          resourceId: row.resource_id,
          createdAt: row.created_at,
        }
      }),
  }
}
