import { pino, type DestinationStream, type Logger } from 'pino'

/** Where a secret could stand in what is logged. */
const redacted = [
  'req.headers.authorization',
  'req.headers.cookie',
  'req.headers["x-api-key"]',
  'res.headers["set-cookie"]',
  'authorization',
  'token',
  'secret',
  'password',
  '*.authorization',
  '*.token',
  '*.secret',
  '*.password',
]

/** JSON lines on the error stream, so that the output of the command stays clean; secrets are cut out. */
export function createLogger(given: {
  readonly level: 'silent' | 'error' | 'warn' | 'info' | 'debug'
  readonly destination?: DestinationStream
}): Logger {
  const options = { level: given.level, base: null, redact: { paths: redacted, censor: '[secret]' } }
  return pino(options, given.destination ?? pino.destination({ dest: 2, sync: false }))
}
