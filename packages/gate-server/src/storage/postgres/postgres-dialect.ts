import { PostgresDialect } from 'kysely'
import pg from 'pg'

/** PostgreSQL's type number of `bigint`. */
const bigint = 20

/** The driver's own way to read a type; its types leave open what that is. */
function parserOf(id: number, format?: 'text' | 'binary'): (text: string) => unknown {
  const parser: unknown = pg.types.getTypeParser(id, format)
  if (typeof parser !== 'function') throw new TypeError(`Expected the driver to read type ${id}`)
  return (text) => {
    const value: unknown = Reflect.apply(parser, undefined, [text])
    return value
  }
}

/**
 * PostgreSQL with bounded waits: a pool of ten, five seconds for a connection and for a statement. Times come as numbers,
 * not as text.
 */
export function postgresDialect(url: string): PostgresDialect {
  const pool = new pg.Pool({
    connectionString: url,
    max: 10,
    connectionTimeoutMillis: 5000,
    idleTimeoutMillis: 30_000,
    statement_timeout: 5000,
    query_timeout: 6000,
    types: {
      getTypeParser: (id: number, format?: 'text' | 'binary') =>
        id === bigint && format !== 'binary' ? Number : parserOf(id, format),
    },
  })
  // A lost idle connection is replaced at the next query; without a listener it would end the process.
  pool.on('error', () => {})
  return new PostgresDialect({ pool })
}
