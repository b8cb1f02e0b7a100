import { Kysely, sql } from 'kysely'
import { Migrator } from 'kysely/migration'
import { ServerError } from '../errors.ts'
import { tellingFaults } from './database-fault.ts'
import { createEvaluationStore } from './evaluation-store.ts'
import { createGroupCommit } from './group-commit.ts'
import { createIdempotencyStore } from './idempotency-store.ts'
import { migrations } from './migrations.ts'
import { createReferenceStore } from './reference-store.ts'
import { createRunStore } from './run-store.ts'
import type { Tables } from './schema.ts'
import { refuseEmptied } from './sqlite/refuse-emptied.ts'
import { sqliteDialect } from './sqlite/sqlite-dialect.ts'
import type { Store } from './store.ts'
import { createTokenStore } from './token-store.ts'

/**
 * Opens a store and brings its tables up to date.
 *
 * @param location - path of a SQLite file (made where missing), `:memory:`, or a `postgres://` address.
 * @param options.onCommit - told the seconds that each transaction of waiting writes took.
 * @returns the store; its methods reject with `unavailable` while the database does not answer.
 * @throws ServerError `unavailable` where it cannot be opened, is no database, holds nothing although it is there, or was
 *   made by a newer version.
 */
export async function openStore(
  location: string,
  options: { readonly onCommit?: (seconds: number) => void } = {},
): Promise<Store> {
  const isPostgres = /^postgres(?:ql)?:\/\//.test(location)
  let db: Kysely<Tables>
  try {
    if (!isPostgres) await refuseEmptied(location)
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
  const commit = createGroupCommit(db, options.onCommit ?? (() => {}))
  return tellingFaults<Store>({
    evaluations: tellingFaults(createEvaluationStore(db, commit)),
    references: tellingFaults(createReferenceStore(db, commit)),
    runs: tellingFaults(createRunStore(db, commit)),
    tokens: tellingFaults(createTokenStore(db)),
    idempotency: tellingFaults(createIdempotencyStore(commit)),
    ping: async () => {
      await sql`select 1`.execute(db)
    },
    close: () => db.destroy(),
  })
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
  if (error instanceof ServerError) return error
  // The location may hold a password and is not repeated.
  const said = error instanceof Error ? error.message : String(error)
  const unknown = /previously executed migration (.+) is missing/.exec(said)?.[1]
  const why =
    unknown === undefined ? said : `it was made by a newer kosmos-gate; the change '${unknown}' is not known here`
  return new ServerError('unavailable', `The store cannot be opened: ${why}`, {}, { cause: error })
}
