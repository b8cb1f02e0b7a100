import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import { assembleVerdict } from '@kosmos/analysis/verdict'
import { afterEach, describe, expect, test } from 'vitest'
import {
  createEngine,
  createJudgeMemory,
  createRunChanges,
  startScheduler,
  type Engine,
  type Scheduler,
} from '../../src/engine/index.ts'
import type { Run } from '../../src/runs/index.ts'
import { openStore, type Store } from '../../src/storage/index.ts'
import { createLogger, createMetrics } from '../../src/telemetry/index.ts'
import { drivenClock, type DrivenClock } from './driven-clock.ts'
import { stagedSource, type StagedSide } from './staged-source.ts'

// The staged source serves both sides alike, whatever share the stage asks for.
const judges = {
  'the sequential judge': '{ kind: sequential, trafficSplit: unchecked }',
  'a judge of fixed samples': '{ kind: fixed-sample }',
} as const

const policyOf = (judge: string): string => `
version: 1
name: staged
canary:
  strategy: canary
  source: staged
  interval: 10s
  stages:
    - { traffic: 10%, duration: 2m, requires: no-harm }
    - { traffic: 50%, duration: 2m, requires: non-inferiority }
    - { traffic: 100%, bake: 30s }
  metrics:
    - { id: errors, kind: proportion, events: errors, total: requests, harm: increase, margin: "max(1pp, 50% of baseline)" }
    - { id: latency, kind: distribution, histogram: latency, harm: increase, tolerance: 3%, margin: 10% }
    - { id: health, kind: health, query: health }
  guards:
    - { id: error-rate, metric: errors, above: 5%, window: 1m }
    - { id: p95, metric: latency, quantile: p95, aboveBaseline: 2x, window: 1m }
    - { id: unhealthy, metric: health, failingFor: 5m }
  judge: ${judge}
  onInconclusive: rollback
`
const policy = policyOf(judges['the sequential judge'])

const healthy: StagedSide = { requestsPerSecond: 200, errorShare: 0.005, seconds: 0.1, missing: [] }
const subject = { service: 'shop', environment: 'production', version: '2', commit: null, digest: null, branch: null }
const start = Date.UTC(2026, 0, 5, 12)

interface House {
  readonly engine: Engine
  readonly scheduler: Scheduler
  readonly store: Store
  readonly clock: DrivenClock
}
const opened: House[] = []

async function house(
  canary: Partial<StagedSide>,
  baseline: Partial<StagedSide> = {},
  given: { readonly location: string; readonly clock: DrivenClock } = {
    location: ':memory:',
    clock: drivenClock(start),
  },
): Promise<House> {
  const { clock } = given
  const store = await openStore(given.location)
  let ids = 0
  const dependencies = {
    store,
    clock,
    providers: new Map([
      ['staged', stagedSource({ baseline: { ...healthy, ...baseline }, canary: { ...healthy, ...canary } })],
    ]),
    policies: new Map<string, string>(),
    waivers: [],
    readReport: () => Promise.reject(new Error('no report is read here')),
    newId: () => `run-${(ids += 1)}`,
    runChanges: createRunChanges(),
    judgeMemory: createJudgeMemory(),
    logger: createLogger({ level: 'silent' }),
    metrics: createMetrics(),
  }
  const scheduler = startScheduler(dependencies)
  const made = { engine: createEngine(dependencies, scheduler), scheduler, store, clock }
  opened.push(made)
  return made
}

afterEach(async () => {
  for (const { scheduler, store } of opened.splice(0)) {
    await scheduler.stop()
    await store.close()
  }
})

function startCanary(engine: Engine, advance: Run['advance'] = 'automatic', document = policy): Promise<Run> {
  return engine.startRun({
    policy: { document },
    subject,
    baseline: { labels: { track: 'stable' }, targets: [] },
    canary: { labels: { track: 'canary' }, targets: [] },
    advance,
    idempotency: null,
  })
}

/** Moves time on in small steps, letting work in hand finish in between, until the run is completed. */
async function finished({ engine, clock }: House, id: string): Promise<Run> {
  const signal = new AbortController().signal
  for (let step = 0; step < 20_000; step += 1) {
    const run = await engine.readRun(id, { waitMs: 0, after: null, signal })
    if (run.status === 'completed') return run
    clock.advance(1000)
    await setImmediate()
  }
  throw new Error(`Run ${id} did not end`)
}

describe.each(Object.entries(judges))('a canary run under %s', (_, judge) => {
  const judgedRun = async (made: House): Promise<Run> =>
    finished(made, (await startCanary(made.engine, 'automatic', policyOf(judge))).id)

  test('of a healthy canary ends in promote with the claims and their numbers', async () => {
    const made = await house({})
    const run = await judgedRun(made)
    expect(run).toMatchObject({ endReason: 'decided', verdict: { verdict: 'promote', outcome: 'pass' } })
    expect(run.verdict?.parts.filter((part) => part.role === 'metric' && part.required).map((part) => part.id)).toEqual(
      expect.arrayContaining(['errors', 'latency', 'health']),
    )
    expect(run.verdict?.reason).toMatch(/\d/)
  })

  test('of a canary with 20 % errors is rolled back within two minutes', async () => {
    const made = await house({ errorShare: 0.2 })
    const run = await judgedRun(made)
    expect(run).toMatchObject({ endReason: 'decided', verdict: { verdict: 'rollback', outcome: 'fail' } })
    const failed = run.verdict?.parts.filter(({ outcome }) => outcome === 'fail').map(({ id }) => id) ?? []
    expect(['errors', 'error-rate']).toEqual(expect.arrayContaining(failed))
    expect(run.endedAt ?? 0).toBeLessThan(start + 120_000)
  })

  test('of a canary three times as slow is rolled back', async () => {
    const made = await house({ seconds: 0.3 })
    const run = await judgedRun(made)
    expect(run.verdict).toMatchObject({ verdict: 'rollback', outcome: 'fail' })
    const failed = run.verdict?.parts.filter(({ outcome }) => outcome === 'fail').map(({ id }) => id) ?? []
    expect(['latency', 'p95']).toEqual(expect.arrayContaining(failed))
  })

  test.each(['requests', 'latency', 'health'])('whose canary gives no %s never ends in promote', async (query) => {
    const made = await house({ missing: [query] })
    const run = await judgedRun(made)
    expect(run.verdict?.verdict).toBe('rollback')
    expect(['inconclusive', 'error']).toContain(run.verdict?.outcome)
  })

  test.each(['requests', 'latency'])('whose baseline gives no %s never ends in promote', async (query) => {
    const made = await house({}, { missing: [query] })
    const run = await judgedRun(made)
    expect(run.verdict?.verdict).toBe('rollback')
    expect(['inconclusive', 'error']).toContain(run.verdict?.outcome)
  })

  test('with a bad baseline and a healthy canary is promoted', async () => {
    const made = await house({}, { errorShare: 0.1, seconds: 0.4 })
    const run = await judgedRun(made)
    expect(run.verdict?.verdict).toBe('promote')
  })
})

describe('a canary run', () => {
  test('whose traffic is not split as configured never ends in promote, and says how it is split', async () => {
    const made = await house({})
    const { id } = await startCanary(made.engine, 'automatic', policyOf('{ kind: sequential }'))
    const { verdict } = await finished(made, id)
    expect(verdict).toMatchObject({ verdict: 'rollback', outcome: 'error' })
    expect(verdict?.reason).toContain('the canary got 50 % of the requests')
  })

  test('waits for the report of traffic, stage by stage, and refuses a report for another stage', async () => {
    const made = await house({})
    const { id } = await startCanary(made.engine, 'reported')
    await expect(made.engine.reportTraffic(id, 1)).rejects.toMatchObject({ code: 'conflict' })
    const reported = await made.engine.reportTraffic(id, 0)
    expect(reported.stages[0]?.status).toBe('running')
    expect(await made.engine.reportTraffic(id, 0)).toEqual(reported)
  })

  test('is superseded when another run of the same service and environment starts', async () => {
    const made = await house({})
    const first = await startCanary(made.engine)
    const second = await startCanary(made.engine)
    const signal = new AbortController().signal
    expect(await made.engine.readRun(first.id, { waitMs: 0, after: null, signal })).toMatchObject({
      status: 'completed',
      endReason: 'superseded',
      verdict: { verdict: 'hold' },
    })
    expect(await made.engine.readVerdict({ service: 'shop', environment: 'production', version: null })).toMatchObject({
      run: { id: second.id, status: 'running' },
    })
  })

  test('goes on after the service was stopped in the middle and started again on the same store', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'kosmos-engine-'))
    const given = { location: join(folder, 'gate.db'), clock: drivenClock(start) }
    try {
      const before = await house({}, {}, given)
      const { id } = await startCanary(before.engine)
      for (let step = 0; step < 40; step += 1) {
        given.clock.advance(1000)
        await setImmediate()
      }
      const signal = new AbortController().signal
      const stopped = await before.engine.readRun(id, { waitMs: 0, after: null, signal })
      expect(stopped.evidence[0]?.looks.length).toBeGreaterThan(1)
      await before.scheduler.stop()
      await before.store.close()
      opened.splice(opened.indexOf(before), 1)
      given.clock.advance(30_000)
      const run = await finished(await house({}, {}, given), id)
      expect(run).toMatchObject({ id, endReason: 'decided', verdict: { verdict: 'promote' } })
      const ends = run.evidence[0]?.looks.map((look) => look.end) ?? []
      expect(new Set(ends).size).toBe(ends.length)
    } finally {
      await rm(folder, { recursive: true, force: true })
    }
  })

  test('is what a poller reads, whatever gate was evaluated since', async () => {
    const made = await house({})
    const run = await startCanary(made.engine)
    const passed = assembleVerdict({
      subject,
      policy: run.policy,
      gate: 'pull-request',
      exposure: 'before',
      judgedAt: start + 1,
      deadlinePassed: false,
      onInconclusive: 'hold',
      evidence: [],
      parts: [
        {
          id: 'unit',
          role: 'condition',
          kind: 'tests',
          required: true,
          outcome: 'pass',
          reasons: [{ code: 'tests-passed', outcome: 'pass', sentence: '3 tests ran', facts: {} }],
          measurement: null,
          evidence: [],
        },
      ],
    })
    await made.store.evaluations.append({ id: 'e1', createdAt: start + 1, policyDocument: policy, verdict: passed })
    const filter = { service: 'shop', environment: null, version: null }
    expect(await made.engine.readVerdict(filter)).toMatchObject({ run: { id: run.id } })
  })

  test('that is asked for with a source that is not configured is refused with the known ones', async () => {
    const made = await house({})
    await expect(
      made.engine.startRun({
        policy: { document: policy.replace('source: staged', 'source: elsewhere') },
        subject,
        baseline: { labels: {}, targets: [] },
        canary: { labels: {}, targets: [] },
        advance: 'automatic',
        idempotency: null,
      }),
    ).rejects.toMatchObject({
      code: 'request-invalid',
      message: expect.stringContaining('known are: staged') as unknown,
    })
  })

  test('started again with the same idempotency key is the same run, and with another request is refused', async () => {
    const made = await house({})
    const request = {
      policy: { document: policy },
      subject,
      baseline: { labels: {}, targets: [] },
      canary: { labels: {}, targets: [] },
      advance: 'automatic' as const,
      idempotency: { key: 'ci:1', requestDigest: 'a' },
    }
    const first = await made.engine.startRun(request)
    expect((await made.engine.startRun(request)).id).toBe(first.id)
    await expect(
      made.engine.startRun({ ...request, idempotency: { key: 'ci:1', requestDigest: 'b' } }),
    ).rejects.toMatchObject({ code: 'idempotency-mismatch' })
  })
})
