import { createHash } from 'node:crypto'
import { AnalysisError } from '@kosmos/analysis'
import { parseReport } from '@kosmos/analysis/parsers'
import type { SubmittedReport } from '@kosmos/analysis/evidence'
import type { Waiver } from '@kosmos/analysis/waivers'
import type { Application } from 'express'
import {
  createEngine,
  createJudgeMemory,
  createRunChanges,
  startScheduler,
  type Engine,
  type InputReport,
} from '../../src/engine/index.ts'
import { createApp, type AppOptions } from '../../src/http/index.ts'
import { openStore, type Store } from '../../src/storage/index.ts'
import { createLogger, createMetrics } from '../../src/telemetry/index.ts'
import { drivenClock, type DrivenClock } from '../engine/driven-clock.ts'
import { stagedSource, type StagedSide } from '../engine/staged-source.ts'

export const start = Date.UTC(2026, 0, 5, 12)

/** A policy for a gate on unit tests and a short canary. */
const policyDocument = `
version: 1
name: house
gates:
  pull-request:
    - { id: unit-tests, kind: tests, suite: unit, minTests: 1, maxFailures: 0 }
canary:
  strategy: canary
  source: staged
  interval: 10s
  stages:
    - { traffic: 10%, duration: 2m, requires: no-harm }
    - { traffic: 50%, duration: 2m, requires: non-inferiority }
  metrics:
    - { id: errors, kind: proportion, events: errors, total: requests, harm: increase, margin: "max(1pp, 50% of baseline)" }
  guards:
    - { id: error-rate, metric: errors, above: 5%, window: 1m }
  judge: { kind: fixed-sample }
  onInconclusive: rollback
`

/** A JUnit report with as many tests as asked, of which the last few fail. */
export function junit(tests: number, failures: number): string {
  const cases = Array.from({ length: tests }, (_, index) =>
    index >= tests - failures
      ? `<testcase classname="cart" name="t${index}"><failure message="no"/></testcase>`
      : `<testcase classname="cart" name="t${index}"/>`,
  )
  return `<?xml version="1.0"?><testsuite name="unit" tests="${tests}" failures="${failures}">${cases.join('')}</testsuite>`
}

export const evaluationBody = {
  policy: { name: 'house' },
  gate: 'pull-request',
  subject: { service: 'shop', version: '2' },
  reports: [{ name: 'junit.xml', suite: 'unit', content: junit(3, 0) }],
}

export const runBody = {
  policy: { name: 'house' },
  subject: { service: 'shop', environment: 'production', version: '2' },
  baseline: { labels: { track: 'stable' } },
  canary: { labels: { track: 'canary' } },
}

/** The application on real parts: an embedded store in memory, the engine, a metric source with known behaviour. */
export interface GateHouse {
  readonly app: Application
  readonly engine: Engine
  readonly store: Store
  readonly clock: DrivenClock
  readonly drain: AbortController
  readonly logged: string[]
  readonly close: () => Promise<void>
}

export async function gateHouse(
  options: {
    readonly canary?: Partial<StagedSide>
    readonly waivers?: readonly Waiver[]
    /** Further policies that the operator keeps, by name. */
    readonly policies?: Readonly<Record<string, string>>
    /** Where it keeps its data; in memory where nothing is named. */
    readonly store?: string
    readonly app?: Partial<AppOptions>
    readonly wrap?: (engine: Engine) => Engine
  } = {},
): Promise<GateHouse> {
  const clock = drivenClock(start)
  const store = await openStore(options.store ?? ':memory:')
  const logged: string[] = []
  const logger = createLogger({ level: 'info', destination: { write: (line: string) => void logged.push(line) } })
  const metrics = createMetrics()
  const healthy: StagedSide = { requestsPerSecond: 200, errorShare: 0.005, seconds: 0.1, missing: [] }
  let ids = 0
  const dependencies = {
    store,
    clock,
    providers: new Map([['staged', stagedSource({ baseline: healthy, canary: { ...healthy, ...options.canary } })]]),
    policies: new Map([['house', policyDocument], ...Object.entries(options.policies ?? {})]),
    waivers: options.waivers ?? [],
    readReport,
    newId: () => `id-${(ids += 1)}`,
    runChanges: createRunChanges(),
    judgeMemory: createJudgeMemory(),
    logger,
    metrics,
  }
  const scheduler = startScheduler(dependencies)
  const made = createEngine(dependencies, scheduler)
  const engine = options.wrap?.(made) ?? made
  const drain = new AbortController()
  const app = createApp({
    engine,
    tokens: store.tokens,
    metrics,
    logger,
    now: () => clock.now(),
    publicUrl: () => 'http://gate.example',
    draining: drain.signal,
    maxReportBytes: 1_000_000,
    rateLimit: 1_000_000,
    ...options.app,
  })
  return {
    app,
    engine,
    store,
    clock,
    drain,
    logged,
    close: async () => {
      drain.abort()
      await scheduler.stop()
      await store.close()
      metrics.close()
    },
  }
}

function readReport(report: InputReport, now: number): Promise<SubmittedReport> {
  return Promise.resolve({
    name: report.name,
    digest: `sha256:${createHash('sha256').update(report.bytes).digest('hex')}`,
    suite: report.suite,
    collectedAt: report.collectedAt ?? now,
    subject: { commit: report.commit, digest: report.digest },
    content: contentOf(report),
  })
}

function contentOf({ bytes, format }: InputReport): SubmittedReport['content'] {
  try {
    return { kind: 'read', ...parseReport(bytes, format === null ? {} : { format }) }
  } catch (error) {
    if (!(error instanceof AnalysisError)) throw error
    return { kind: 'unreadable', format, code: String(error.code), message: error.message }
  }
}
