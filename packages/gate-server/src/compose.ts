import { randomUUID } from 'node:crypto'
import { readdir, readFile, stat } from 'node:fs/promises'
import { basename, extname, join } from 'node:path'
import { AnalysisError } from '@kosmos/analysis'
import { kosmosPolicy } from '@kosmos/analysis/policy'
import { parseWaivers, type Waiver } from '@kosmos/analysis/waivers'
import type { Application } from 'express'
import { assertBindAllowed } from './auth/index.ts'
import type { Config } from './config/index.ts'
import {
  createEngine,
  createJudgeMemory,
  createRunChanges,
  startScheduler,
  systemClock,
  type Clock,
  type Engine,
} from './engine/index.ts'
import { createReportReader } from './evidence/index.ts'
import { createApp, listen, type Listening } from './http/index.ts'
import { createProviders, measuredProvider } from './providers/index.ts'
import { ServerError } from './errors.ts'
import { openStore } from './storage/index.ts'
import { createLogger, createMetrics } from './telemetry/index.ts'

/** The service put together: the verbs, the HTTP application on them, and the way to end both. */
export interface Service {
  readonly engine: Engine
  readonly app: Application
  /**
   * Starts to answer on the configured address. Refuses to bind beyond loopback while no usable token exists, and then
   * serves this machine only.
   */
  serve(): Promise<Listening & { readonly loopbackOnly: boolean }>
  /** Stops the timers, finishes what is in hand and closes the store. */
  close(): Promise<void>
}

/** The only place where adapters are made. */
export async function compose(config: Config, overrides: { readonly clock?: Clock } = {}): Promise<Service> {
  const clock = overrides.clock ?? systemClock
  const logger = createLogger({ level: config.logLevel })
  const metrics = createMetrics()
  const policies = await readPolicies(config.policies)
  const waivers = await readWaivers(config.waivers)
  const sources = createProviders({
    prometheusUrl: config.prometheusUrl,
    prometheusHeaders: config.prometheusHeaders?.reveal() ?? null,
    scrapeAllow: config.scrapeAllow,
    now: clock.now,
    random: Math.random,
  })
  const providers = new Map(
    Array.from(sources, ([name, source]) => [name, measuredProvider(source, name, metrics)] as const),
  )
  const store = await openStore(config.store.reveal(), { onCommit: (took) => metrics.commitSeconds.observe(took) })
  const reports = createReportReader(config)
  const dependencies = {
    store,
    providers,
    policies,
    waivers,
    readReport: reports.read,
    clock,
    newId: randomUUID,
    runChanges: createRunChanges(),
    judgeMemory: createJudgeMemory(),
    logger,
    metrics,
  }
  const scheduler = startScheduler(dependencies)
  const engine = createEngine(dependencies, scheduler)
  const drain = new AbortController()
  let listening: Listening | null = null
  const publicUrl = (): string => config.publicUrl?.href.replace(/\/$/, '') ?? listening?.url ?? ''
  const app = createApp({
    engine,
    tokens: store.tokens,
    metrics,
    logger,
    now: clock.now,
    publicUrl,
    draining: drain.signal,
    maxReportBytes: config.maxReportBytes,
    rateLimit: config.rateLimit,
  })
  return {
    engine,
    app,
    serve: async () => {
      const anyUsableToken = await store.tokens.anyUsable(clock.now())
      assertBindAllowed({ host: config.host, anyUsableToken })
      listening = await listen(app, { ...config, onDrain: () => drain.abort() })
      return { ...listening, loopbackOnly: !anyUsableToken }
    },
    close: async () => {
      await listening?.close()
      await scheduler.stop()
      await reports.close()
      await Promise.all([...providers.values()].map((provider) => provider.close()))
      await store.close()
      metrics.close()
    },
  }
}

/** The shipped policy, and those of the operator's folder by file name; a file named like the shipped one replaces it. */
async function readPolicies(folder: string | null): Promise<ReadonlyMap<string, string>> {
  const policies = new Map([['kosmos', kosmosPolicy]])
  if (folder === null) return policies
  for (const file of await documentsIn(folder)) {
    policies.set(basename(file, extname(file)), await readFile(file, 'utf8'))
  }
  return policies
}

/**
 * The waivers of a file, or of all files of a folder.
 *
 * @throws ServerError `request-invalid` with the file and its faults: a service that starts without a permission that the
 *   operator wrote down would surprise as much as one with a permission that nobody understands.
 */
async function readWaivers(place: string | null): Promise<readonly Waiver[]> {
  if (place === null) return []
  const files = (await stat(place)).isDirectory() ? await documentsIn(place) : [place]
  const texts = await Promise.all(files.map(async (file) => ({ file, text: await readFile(file, 'utf8') })))
  return texts.flatMap(({ file, text }) => {
    try {
      return parseWaivers(text)
    } catch (error) {
      if (!(error instanceof AnalysisError) || !error.is('waivers-invalid')) throw error
      const faults = error.details.issues.map(({ line, column, message }) => ({
        pointer: `${file}${line === null ? '' : `:${line}:${column ?? 1}`}`,
        detail: message,
      }))
      throw new ServerError('request-invalid', `KOSMOS_WAIVERS: ${error.message}`, { faults })
    }
  })
}

async function documentsIn(folder: string): Promise<readonly string[]> {
  const files = await readdir(folder)
  return files
    .filter((file) => ['.yaml', '.yml', '.json'].includes(extname(file)))
    .sort()
    .map((file) => join(folder, file))
}
