import { compose } from '../../compose.ts'
import { loadConfig } from '../../config/index.ts'
import type { CommandIo } from '../command-io.ts'
import { exitCodes, type ExitCode } from '../exit-code.ts'

/** Flags of `serve`; each goes before the setting of the same meaning. */
export interface ServeOptions {
  readonly host?: string
  readonly port?: string
  readonly store?: string
  readonly policies?: string
  readonly waivers?: string
  readonly prometheusUrl?: string
  readonly scrapeAllow?: string
  readonly publicUrl?: string
  readonly logLevel?: string
}

/** Answers until the process is asked to stop; then finishes what is in hand. */
export async function serve(options: ServeOptions, io: CommandIo): Promise<ExitCode> {
  const config = loadConfig({ ...io.env, ...flagSettings(options) })
  const service = await compose(config)
  try {
    const { url, loopbackOnly } = await service.serve()
    io.stdout.write(`kosmos-gate answers on ${url}${loopbackOnly ? ' (no token exists: loopback only)' : ''}\n`)
    await stopped(io.interrupted)
  } finally {
    await service.close()
  }
  return exitCodes.promote
}

function flagSettings(options: ServeOptions): Readonly<Record<string, string>> {
  const flags = {
    KOSMOS_HOST: options.host,
    KOSMOS_PORT: options.port,
    KOSMOS_STORE: options.store,
    KOSMOS_POLICIES: options.policies,
    KOSMOS_WAIVERS: options.waivers,
    KOSMOS_PROMETHEUS_URL: options.prometheusUrl,
    KOSMOS_SCRAPE_ALLOW: options.scrapeAllow,
    KOSMOS_PUBLIC_URL: options.publicUrl,
    KOSMOS_LOG_LEVEL: options.logLevel,
  }
  return Object.fromEntries(
    Object.entries(flags).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  )
}

function stopped(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve()
  return new Promise((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }))
}
