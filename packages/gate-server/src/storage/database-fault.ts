import { ServerError } from '../errors.ts'

/** Seconds after which asking again makes sense. */
const retryAfter = 5

/**
 * What the database, and not the request or this code, is at fault for: gone, stopped, too slow, full, read-only or
 * broken. `null` for everything else.
 *
 * Codes: PostgreSQL appendix A (classes 08, 25006, 40, 53, 55, 57, 58), the primary codes of sqlite.org/rescode.html,
 * and the system's own errors of a connection.
 */
export function databaseFault(error: unknown): ServerError | null {
  if (!isDatabaseFault(error)) return null
  return new ServerError('unavailable', 'The store does not answer', { retryAfter }, { cause: error })
}

/** Two writers stood in each other's way; the same write made again, alone, goes through. */
export function isContention(error: unknown): boolean {
  return codeOf(error) === '40001' || codeOf(error) === '40P01'
}

const sqlStates = /^(?:08...|25006|40...|53...|55...|57...|58...)$/
/** BUSY, LOCKED, NOMEM, READONLY, INTERRUPT, IOERR, CORRUPT, FULL, CANTOPEN, PROTOCOL, NOTADB. */
const sqliteCodes: ReadonlySet<number> = new Set([5, 6, 7, 8, 9, 10, 11, 13, 14, 15, 26])
/** The driver tells a lost connection and its own timeouts in words only. */
const driverTexts = /^(?:Connection terminated|timeout e|Query read timeout$|Client .* not queryable$)/

function isDatabaseFault(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  const code = codeOf(error)
  if (code === 'ERR_SQLITE_ERROR') {
    // The low byte of an extended code is its primary code.
    return 'errcode' in error && typeof error.errcode === 'number' && sqliteCodes.has(error.errcode & 0xff)
  }
  if (code === null) return driverTexts.test(error.message)
  return (
    sqlStates.test(code) ||
    'syscall' in error ||
    (error instanceof AggregateError && error.errors.some(isDatabaseFault))
  )
}

function codeOf(error: unknown): string | null {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : null
}

/** The same methods, whose rejections by the database's fault are the error `unavailable`. */
export function tellingFaults<Methods extends object>(methods: Methods): Methods {
  return new Proxy(methods, {
    get: (target, name) => {
      const method: unknown = Reflect.get(target, name)
      if (typeof method !== 'function') return method
      return async (...given: readonly unknown[]): Promise<unknown> => {
        try {
          const value: unknown = await Reflect.apply(method, target, given)
          return value
        } catch (error) {
          throw databaseFault(error) ?? error
        }
      }
    },
  })
}
