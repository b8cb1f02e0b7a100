import { pino, type DestinationStream, type Logger } from 'pino'
import { scrub } from './scrub.ts'

/** JSON lines on the error stream, so that the output of the command stays clean; secrets are cut out. */
export function createLogger(given: {
  readonly level: 'silent' | 'error' | 'warn' | 'info' | 'debug'
  readonly destination?: DestinationStream
}): Logger {
  const options = { level: given.level, base: null, hooks: { streamWrite: scrub } }
  return pino(options, given.destination ?? pino.destination({ dest: 2, sync: false }))
}
