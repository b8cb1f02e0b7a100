import { DatabaseSync, type SQLInputValue } from 'node:sqlite'
import {
  CompiledQuery,
  SqliteAdapter,
  SqliteDialect,
  SqliteDriver,
  type DatabaseConnection,
  type DialectAdapter,
  type Driver,
  type SqliteDatabase,
  type SqliteStatement,
} from 'kysely'

/** How long a statement waits for another process that writes to the same file. */
const busyTimeoutMs = 5000

/**
 * SQLite as it comes with Node. Commits are on the disk before they are answered (`synchronous = FULL`), and readers do
 * not wait for writers (WAL).
 */
export function sqliteDialect(path: string): SqliteDialect {
  const database = new DatabaseSync(path, { timeout: busyTimeoutMs })
  try {
    database.exec('pragma journal_mode = wal; pragma synchronous = full; pragma foreign_keys = on')
  } catch (error) {
    database.close()
    throw error
  }
  return new WritingSqliteDialect(adapted(database))
}

/** Kysely's own, whose transactions begin as writers and take changes of tables along. */
class WritingSqliteDialect extends SqliteDialect {
  readonly #database: SqliteDatabase

  constructor(database: SqliteDatabase) {
    super({ database })
    this.#database = database
  }

  override createDriver(): Driver {
    return new WritingSqliteDriver({ database: this.#database })
  }

  override createAdapter(): DialectAdapter {
    return new WritingSqliteAdapter()
  }
}

/**
 * Every transaction here writes. One that begins as a reader and then finds that another process has written is refused
 * without waiting; one that begins as a writer waits for its turn.
 */
class WritingSqliteDriver extends SqliteDriver {
  override async beginTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw('begin immediate'))
  }
}

/**
 * SQLite changes tables inside transactions, whatever kysely assumes. So a migration that is killed leaves nothing
 * half done, and of two processes that open a new file one migrates and the other waits for it.
 */
class WritingSqliteAdapter extends SqliteAdapter {
  override get supportsTransactionalDdl(): true {
    return true
  }
}

/** The shape that kysely expects, on the statements of `node:sqlite`. */
function adapted(database: DatabaseSync): SqliteDatabase {
  return {
    close: () => database.close(),
    prepare: (sql): SqliteStatement => {
      const statement = database.prepare(sql)
      return {
        reader: statement.columns().length > 0,
        all: (parameters) => statement.all(...parameters.map(inputValue)),
        run: (parameters) => statement.run(...parameters.map(inputValue)),
        iterate: (parameters) => statement.iterate(...parameters.map(inputValue)),
      }
    },
  }
}

function inputValue(value: unknown): SQLInputValue {
  if (value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'bigint')
    return value
  throw new TypeError(`Expected text, a number or null for SQLite, got ${typeof value}`)
}
