import { DatabaseSync, type SQLInputValue } from 'node:sqlite'
import { SqliteDialect, type SqliteDatabase, type SqliteStatement } from 'kysely'

/** How long a statement waits for another process that writes to the same file. */
const busyTimeoutMs = 5000

/**
 * SQLite as it comes with Node. Commits are on the disk before they are answered (`synchronous = FULL`), and readers do
 * not wait for writers (WAL).
 */
export function sqliteDialect(path: string): SqliteDialect {
  const database = new DatabaseSync(path)
  database.exec(
    `pragma journal_mode = wal; pragma synchronous = full; pragma foreign_keys = on; pragma busy_timeout = ${busyTimeoutMs}`,
  )
  return new SqliteDialect({ database: adapted(database) })
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
