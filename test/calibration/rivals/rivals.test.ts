import { welchT } from '@kosmos/analysis/hypothesis'
import { expect, test } from 'vitest'
import { findConfiguration } from '../configurations.ts'
import { findScenario } from '../scenarios.ts'
import { canaryRandom, simulateCanary, type SimulatedCanary, type SimulatedSide } from '../simulate-canary.ts'
import { lookSeries } from './look-series.ts'
import { pooledStatistics } from './pooled-statistics.ts'

test('the series of a look are its rates, means and nearest-rank p95', () => {
  const latency = Float64Array.from({ length: 20 }, (_, place) => (20 - place) / 10)
  const side: SimulatedSide = { requests: 20, errors: 3, latency, gauge: 7 }
  const series = lookSeries({
    looks: [{ end: 30, share: 0.5, control: side, experiment: side }],
    history: [],
    gaugeHistory: [],
  })
  expect(series.ends).toEqual([30])
  const { meanLatency, p95Latency, errors, requests, gauge } = series.control
  expect([...meanLatency, ...p95Latency, ...errors, ...requests, ...gauge]).toEqual([1.05, 1.9, 3, 20, 7])
  expect(latency[0]).toBe(2)
})

test('after one look, the pooled latency is Welch on the logarithms of that look', () => {
  const [look] = canaries('latency-10', 1)[0]?.looks ?? []
  if (look === undefined) throw new Error('No look')
  const [statistics] = pooledStatistics(lookSeries({ looks: [look], history: [], gaugeHistory: [] }))
  const logs = ({ latency }: SimulatedSide): Float64Array => latency.map((value) => Math.log(value))
  const welch = welchT(logs(look.control), logs(look.experiment))
  if (welch.kind !== 'compared') throw new Error('Welch could not compare')
  // Its variances have n where Welch has n − 1.
  expect(Math.abs((statistics?.latency ?? 0) / welch.statistic - 1)).toBeLessThan(0.01)
  expect(statistics?.requests).toBe(1200)
})

test('a z test that is asked at every look rejects more than 5 % of healthy canaries where 1 % was asked', () => {
  const healthy = canaries('aa-iid', 300, 4)
  expect(rolledBack('z-peeked', healthy)).toBeGreaterThan(0.05)
  expect(rolledBack('z-once', healthy)).toBeLessThan(0.04)
  expect(rolledBack('pooled-cs', healthy)).toBeLessThan(0.02)
})

test('everything that pools over stages fails where both sides drift', () => {
  const drifting = canaries('aa-drift', 10)
  for (const name of ['z-once', 'z-peeked', 'pooled-cs']) expect(rolledBack(name, drifting)).toBe(1)
})

test('fixed limits on the last look fail at low traffic, and less if they may be exceeded three times', () => {
  const quiet = canaries('aa-4rps', 100)
  expect(rolledBack('thresholds-1', quiet)).toBeGreaterThan(0.9)
  const four = rolledBack('thresholds-4', quiet)
  expect(four).toBeGreaterThan(0.25)
  expect(four).toBeLessThan(0.7)
})

test('Kayenta looks first at ten points, asks less often when told to, and is misled by a gauge that lingers', () => {
  const harmed = canaries('latency-30', 3)
  expect(times('kayenta-each-look', harmed)).toEqual([300, 300, 300])
  expect(times('kayenta-5m', harmed)).toEqual([300, 300, 300])
  expect(times('kayenta-once', harmed)).toEqual([1800, 1800, 1800])
  const lingering = canaries('aa-gauge', 60, 8)
  const each = rolledBack('kayenta-each-look', lingering)
  expect(each).toBeGreaterThan(0.15)
  expect(each).toBeGreaterThanOrEqual(rolledBack('kayenta-5m', lingering))
  expect(rolledBack('kayenta-5m', lingering)).toBeGreaterThanOrEqual(rolledBack('kayenta-once', lingering))
})

test('a window of Kayenta is judged when it is full, and only on what is in it', () => {
  const [healthy] = canaries('aa-iid', 1)
  if (healthy === undefined) throw new Error('No canary')
  const quiet = { ...healthy, looks: constantLooks(() => 100) }
  // Better for an hour, then as much worse: all in all no shift.
  const turning = { ...healthy, looks: constantLooks((end) => (end > 3600 ? 130 : 70)) }
  expect(times('kayenta-hourly', [quiet, turning])).toEqual([null, 7200])
  expect(times('kayenta-sliding-30m', [quiet])).toEqual([null])
  const [sliding] = times('kayenta-sliding-30m', [turning])
  expect(sliding).toBeGreaterThan(3600 + 900)
  expect(sliding).toBeLessThanOrEqual(3600 + 1800)
  expect(times('kayenta-each-look', [turning])).toEqual([null])
  const worse = { ...healthy, looks: constantLooks(() => 130) }
  expect(times('kayenta-sliding-30m', [worse])).toEqual([1800])
  expect(times('kayenta-hourly', [worse])).toEqual([3600])
})

test('five times the errors are found by all, at about the times that the study states', () => {
  const failing = canaries('errors-1-5', 20)
  for (const [name, by] of [
    ['z-peeked', 120],
    ['pooled-cs', 180],
    ['thresholds-1', 300],
    ['thresholds-4', 900],
    ['kayenta-each-look', 600],
  ] as const) {
    const sorted = times(name, failing).map((at) => at ?? Number.POSITIVE_INFINITY)
    expect(Math.max(...sorted)).toBeLessThanOrEqual(by)
  }
})

/** Two hours in which only the experiment's gauge moves: a whole number a look, from 0 to 4 above its level. */
function constantLooks(level: (end: number) => number): SimulatedCanary['looks'] {
  const side = (gauge: number): SimulatedSide => ({
    requests: 10,
    errors: 0,
    latency: Float64Array.from({ length: 10 }, () => 0.1),
    gauge,
  })
  return Array.from({ length: 240 }, (_, look) => {
    const end = 30 * (look + 1)
    return { end, share: 0.5, control: side(100 + (look % 5)), experiment: side(level(end) + ((look + 2) % 5)) }
  })
}

/** At its own traffic, or at `requestsPerSecond` where a test needs only many of them. */
function canaries(id: string, count: number, requestsPerSecond?: number): readonly SimulatedCanary[] {
  const scenario = findScenario(id)
  if (scenario === undefined) throw new Error(`There is no scenario ${id}`)
  const made = { ...scenario, requestsPerSecond: requestsPerSecond ?? scenario.requestsPerSecond }
  return Array.from({ length: count }, (_, index) => simulateCanary(made, 30, canaryRandom(7, made, index)))
}

function times(name: string, judged: readonly SimulatedCanary[]): readonly (number | null)[] {
  const judge = findConfiguration(name)?.make({ guards: true }).judge
  if (judge === undefined) throw new Error(`There is no configuration ${name}`)
  return judged.map((canary) => judge(canary).rollbackAt)
}

function rolledBack(name: string, judged: readonly SimulatedCanary[]): number {
  return times(name, judged).filter((at) => at !== null).length / judged.length
}
