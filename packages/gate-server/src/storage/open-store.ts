import { Kysely, sql } from 'kysely'
import { Migrator } from 'kysely/migration'
import { ServerError } from '../errors.ts'
import { createEvaluationStore } from './evaluation-store.ts'
import { createGroupCommit } from './group-commit.ts'
import { createIdempotencyStore } from './idempotency-store.ts'
import { migrations } from './migrations.ts'
import { createRunStore } from './run-store.ts'
import type { Tables } from './schema.ts'
import { sqliteDialect } from './sqlite/sqlite-dialect.ts'
import type { Store } from './store.ts'
import { createTokenStore } from './token-store.ts'

/**
 * Opens a store and brings its tables up to date.
 *
 * @param location - path of a SQLite file (made where missing), `:memory:`, or a `postgres://` address.
 * @throws ServerError `unavailable` where it cannot be opened, is no database, or was made by a newer version.
 */
export async function openStore(location: string): Promise<Store> {
  const isPostgres = /^postgres(?:ql)?:\/\//.test(location)
  let db: Kysely<Tables>
  try {
    db = new Kysely<Tables>({ dialect: isPostgres ? await postgres(location) : sqliteDialect(location) })
  } catch (error) {
    throw unopened(error)
  }
  try {
    await migrate(db)
  } catch (error) {
    await db.destroy().catch(() => {})
    throw unopened(error)
  }
  const commit = createGroupCommit(db)
  return {
    evaluations: createEvaluationStore(db, commit),
    runs: createRunStore(db, commit),
    tokens: createTokenStore(db),
    idempotency: createIdempotencyStore(commit),
    ping: async () => {
      await sql`select 1`.execute(db)
    },
    close: () => db.destroy(),
  }
}

/** The driver is loaded only where it is used: it costs a third of the start. */
async function postgres(location: string) {
  const { postgresDialect } = await import('./postgres/postgres-dialect.ts')
  return postgresDialect(location)
}

async function migrate(db: Kysely<Tables>): Promise<void> {
  const migrator = new Migrator({ db, provider: { getMigrations: () => Promise.resolve(migrations) } })
  const { error } = await migrator.migrateToLatest()
  if (error !== undefined) throw error instanceof Error ? error : new Error('The migration failed', { cause: error })
}

function unopened(error: unknown): ServerError {
  // The location may hold a password and is not repeated.
  const why = error instanceof Error ? error.message : String(error)
  return new ServerError('unavailable', `The store cannot be opened: ${why}`, {}, { cause: error })
}
