import type { Kysely } from 'kysely'
import type { Tables } from './schema.ts'
import type { StoredToken, TokenStore } from './store.ts'

export function createTokenStore(db: Kysely<Tables>): TokenStore {
  return {
    add: async (token) => {
      await db
        .insertInto('tokens')
        .values({
          id: token.id,
          name: token.name,
          secret_hash: token.secretHash,
          scopes: token.scopes.join(' '),
          created_at: token.createdAt,
          expires_at: token.expiresAt,
          revoked_at: token.revokedAt,
          last_used_at: token.lastUsedAt,
        })
        .execute()
    },
    find: async (id) => {
      const row = await db.selectFrom('tokens').selectAll().where('id', '=', id).executeTakeFirst()
      return row === undefined ? null : tokenOf(row)
    },
    list: async () => {
      const rows = await db.selectFrom('tokens').selectAll().orderBy('created_at').orderBy('id').execute()
      return rows.map(tokenOf)
    },
    revoke: async (id, at) => {
      const result = await db
        .updateTable('tokens')
        .set((row) => ({ revoked_at: row.fn.coalesce('revoked_at', row.val(at)) }))
        .where('id', '=', id)
        .executeTakeFirst()
      return result.numUpdatedRows === 1n
    },
    touch: async (id, at) => {
      await db.updateTable('tokens').set({ last_used_at: at }).where('id', '=', id).execute()
    },
    anyUsable: async (now) => {
      const row = await db
        .selectFrom('tokens')
        .select('id')
        .where('revoked_at', 'is', null)
        .where('expires_at', '>', now)
        .limit(1)
        .executeTakeFirst()
      return row !== undefined
    },
  }
}

function tokenOf(row: Tables['tokens']): StoredToken {
  return {
    id: row.id,
    name: row.name,
    secretHash: row.secret_hash,
    scopes: row.scopes.split(' '),
    createdAt: row.created_at,
    expiresAt: row.expires_at,
    revokedAt: row.revoked_at,
    lastUsedAt: row.last_used_at,
  }
}
