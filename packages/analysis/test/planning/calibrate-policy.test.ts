import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { binomialQuantile, normalQuantile } from '../../src/distributions/index.ts'
import type { Look, MetricEvidence } from '../../src/evidence/index.ts'
import type { ComparedMetric, Guard } from '../../src/judges/index.ts'
import { seededRandom, type RandomSource } from '../../src/numeric/index.ts'
import { calibrateOnHistory, type CalibratedPlan } from '../../src/planning/index.ts'
import { doublingBounds, histogramOfSamples } from '../../src/series/index.ts'

const interval = 15_000
const errors: ComparedMetric = {
  id: 'errors',
  kind: 'proportion',
  events: 'e',
  total: 't',
  onNoData: 'zero',
  required: true,
  harm: 'increase',
  margin: { absolute: 0.02, relative: 0.5 },
  tolerance: { absolute: 0, relative: 0 },
  minTotal: 100,
}
const latency: ComparedMetric = {
  id: 'latency',
  kind: 'distribution',
  histogram: 'h',
  quantile: 0.5,
  required: true,
  harm: 'increase',
  margin: { absolute: 0, relative: 0.1 },
  tolerance: { absolute: 0, relative: 0 },
  minTotal: 100,
}
const errorGuard: Guard = {
  id: 'error-rate',
  rule: 'proportion-above',
  metric: 'errors',
  above: 0.05,
  window: 60_000,
  minTotal: 50,
  evidence: 'always-valid',
}

const plan: CalibratedPlan = {
  interval,
  warmup: 0,
  stages: [
    { traffic: 0.1, duration: 10 * interval, extend: 0, requires: 'no-harm' },
    { traffic: 0.5, duration: 20 * interval, extend: 10 * interval, requires: 'non-inferiority' },
    { traffic: 1, duration: 40 * interval, extend: 0, requires: 'bake' },
  ],
  metrics: [errors, latency, { id: 'health', kind: 'health', required: true, query: 'up' }],
  guards: [errorGuard, { id: 'down', rule: 'failing-for', metric: 'health', failingFor: 60_000, evidence: 'point' }],
  judge: { kind: 'sequential', options: { alpha: 0.01, promoteAlpha: 0.05, minLooks: 5, trafficSplit: 'checked' } },
}

interface Truth {
  readonly looks: number
  /** How much slower the second side is for good. */
  readonly slower?: number
  /** Share of errors of both sides. */
  readonly errorRate?: number
  readonly requests?: number
}

const bounds = doublingBounds([[0.005, 3]], 4)

/** Two sides that are drawn alike, a look every 15 s. */
function drawHistory(
  seed: number,
  { looks, slower = 0, errorRate = 0.01, requests = 200 }: Truth,
): readonly MetricEvidence[] {
  const random = seededRandom(seed)
  const span = (at: number) => ({ stage: 0, start: at * interval, end: (at + 1) * interval })
  const counted = () => ({
    kind: 'measured' as const,
    value: { events: binomialQuantile(open(random), requests, errorRate), total: requests },
  })
  const timed = (level: number) => ({
    kind: 'measured' as const,
    value: histogramOfSamples(
      Array.from({ length: requests }, () => 0.1 * Math.exp(level + 0.6 * normalQuantile(open(random)))),
      bounds,
    ),
  })
  const indices = Array.from({ length: looks }, (_, at) => at)
  return [
    {
      metric: 'errors',
      kind: 'proportion',
      quality: [],
      looks: indices.map((at) => ({ ...span(at), control: counted(), experiment: counted() })),
    },
    {
      metric: 'latency',
      kind: 'distribution',
      quality: [],
      looks: indices.map((at) => ({ ...span(at), control: timed(0), experiment: timed(Math.log1p(slower)) })),
    },
  ]
}

function open(random: RandomSource): number {
  return Math.max(1e-12, random())
}

function changed(
  history: readonly MetricEvidence[],
  change: <Look_ extends Look<unknown>>(look: Look_, at: number) => Look_,
) {
  return history.map((of): MetricEvidence => {
    if (of.kind === 'proportion') return { ...of, looks: of.looks.map(change) }
    if (of.kind === 'distribution') return { ...of, looks: of.looks.map(change) }
    return of
  })
}

describe('a history of equal sides', () => {
  const history = drawHistory(1, { looks: 600 })
  const found = calibrateOnHistory(plan, history, { random: seededRandom(2), runs: 60 })

  test('is rolled back no more often than was asked, and most of it is promoted', () => {
    expect(found).toMatchObject({
      looks: 600,
      windowLooks: 40,
      windows: 60,
      disjointWindows: 15,
      isEnough: true,
      alpha: 0.01,
    })
    expect(found.rolledBack.windows).toBe(0)
    expect(found.rolledBack.share?.upper).toBeLessThan(0.1)
    expect(found.promoted.windows).toBeGreaterThan(50)
    expect(found.rolledBack.windows + found.promoted.windows + found.undecided.windows).toBe(60)
  })

  test('asks for no tolerance, and says how far apart equal sides end', () => {
    for (const { isOver, proposedTolerance, spread, looks } of found.metrics) {
      expect({ isOver, proposedTolerance, looks }).toEqual({ isOver: false, proposedTolerance: null, looks: 600 })
      expect(spread?.value).toBeGreaterThan(0)
    }
    // 0.6 √(2 / 8000) is a standard deviation of 1 %, and the quantile 0.99 is 2.3 of them.
    expect(found.metrics[1]?.spread).toMatchObject({ kind: 'ratio' })
    expect(found.metrics[1]?.spread?.value).toBeLessThan(0.04)
    expect(found.metrics[0]?.spread?.kind).toBe('difference')
  })

  test('leaves out health, which it cannot know', () => {
    expect(found.leftOut).toEqual(['health', 'down'])
    expect(found.guards).toEqual([{ guard: 'error-rate', windows: 0 }])
  })

  test('is plain data, and the same again for the same seed', () => {
    expect(JSON.parse(JSON.stringify(found))).toEqual(found)
    expect(calibrateOnHistory(plan, history, { random: seededRandom(2), runs: 60 })).toEqual(found)
  })
})

describe('a pod that is 5 % slower for good', () => {
  const history = drawHistory(3, { looks: 500, slower: 0.05 })
  const found = calibrateOnHistory(plan, history, { random: seededRandom(4), runs: 40 })

  test('rolls healthy canaries back, about as often as it plays the canary', () => {
    expect(found.rolledBack.windows).toBeGreaterThan(4)
    expect(found.rolledBack.windows).toBeLessThan(30)
    expect(found.metrics.map(({ isOver }) => isOver)).toEqual([false, true])
    expect(found.metrics[1]?.spread?.value).toBeGreaterThan(0.05)
  })

  test('is repaired by the tolerance that is proposed, and by none that is smaller', () => {
    const proposed = found.metrics[1]?.proposedTolerance ?? Number.NaN
    expect(proposed).toBeGreaterThanOrEqual(0.03)
    expect(proposed).toBeLessThanOrEqual(0.08)
    const withTolerance = (relative: number): CalibratedPlan => ({
      ...plan,
      metrics: [errors, { ...latency, tolerance: { absolute: 0, relative } }],
    })
    const repaired = calibrateOnHistory(withTolerance(proposed), history, { random: seededRandom(4), runs: 40 })
    expect(repaired.rolledBack.windows).toBe(0)
    expect(repaired.metrics[1]).toMatchObject({ isOver: false, proposedTolerance: null })
    const lower = calibrateOnHistory(withTolerance(proposed - 0.01), history, { random: seededRandom(4), runs: 40 })
    expect(lower.metrics[1]).toMatchObject({ isOver: true, proposedTolerance: proposed })
  })

  test('is too much for no tolerance where none is round enough', () => {
    const twenty = drawHistory(3, { looks: 60, slower: 19 })
    const { metrics } = calibrateOnHistory(plan, twenty, { random: seededRandom(4), runs: 4 })
    expect(metrics[1]).toMatchObject({ isOver: true, proposedTolerance: null })
  })
})

describe('guards and the fixed-sample judge', () => {
  test('a guard whose limit is within the history rolls back by itself', () => {
    const history = drawHistory(5, { looks: 80, errorRate: 0.15 })
    for (const evidence of ['always-valid', 'point'] as const) {
      const guarded = { ...plan, guards: [{ ...errorGuard, evidence }] }
      const found = calibrateOnHistory(guarded, history, { random: seededRandom(1), runs: 5 })
      expect(found.guards).toEqual([{ guard: 'error-rate', windows: 5 }])
      expect(found.rolledBack.windows).toBe(5)
    }
  })

  test('a point guard is asked at every look, not at the ends of stages alone', () => {
    const history = drawHistory(5, { looks: 40 })
    const burst = { kind: 'measured' as const, value: { events: 100, total: 200 } }
    const evidence = history.map((of): MetricEvidence =>
      of.kind === 'proportion'
        ? {
            ...of,
            looks: of.looks.map((look, at) => (at === 14 ? { ...look, control: burst, experiment: burst } : look)),
          }
        : of,
    )
    const guarded = { ...plan, guards: [{ ...errorGuard, evidence: 'point' as const }] }
    expect(calibrateOnHistory(guarded, evidence, { random: seededRandom(1), runs: 9 })).toMatchObject({
      windows: 2,
      rolledBack: { windows: 2 },
      guards: [{ guard: 'error-rate', windows: 2 }],
    })
  })

  test('a judge that compares once a stage is calibrated by its own outcomes', () => {
    const judge = { kind: 'fixed-sample', options: { alpha: 0.01, promoteAlpha: 0.05, minLooks: 10 } } as const
    const equal = calibrateOnHistory({ ...plan, judge }, drawHistory(6, { looks: 500 }), {
      random: seededRandom(1),
      runs: 30,
    })
    expect(equal.rolledBack.windows).toBe(0)
    const slower = drawHistory(6, { looks: 500, slower: 0.05 })
    const { metrics } = calibrateOnHistory({ ...plan, judge }, slower, { random: seededRandom(1), runs: 30 })
    expect(metrics[1]?.crossed).toBeGreaterThan(5)
    expect(metrics[1]?.proposedTolerance).toBeGreaterThan(0)
  })
})

describe('a history that is too short', () => {
  test('for one canary has no windows and no shares', () => {
    const found = calibrateOnHistory(plan, drawHistory(1, { looks: 39 }), { random: seededRandom(2), runs: 10 })
    expect(found).toMatchObject({
      windows: 0,
      disjointWindows: 0,
      isEnough: false,
      rolledBack: { windows: 0, share: null },
    })
    expect(found.metrics.map(({ spread, isOver }) => ({ spread, isOver }))).toEqual([
      { spread: null, isOver: false },
      { spread: null, isOver: false },
    ])
  })

  test('for ten canaries side by side says so, with what it has', () => {
    const found = calibrateOnHistory(plan, drawHistory(1, { looks: 399 }), { random: seededRandom(2), runs: 3 })
    expect(found).toMatchObject({ windows: 3, disjointWindows: 9, isEnough: false })
  })

  test('because of gaps, which no window spans', () => {
    const history = changed(drawHistory(1, { looks: 120 }), (look, at) => {
      const later = at >= 45 ? 10 * interval : 0
      return { ...look, start: look.start + later, end: look.end + later }
    })
    const found = calibrateOnHistory(plan, history, { random: seededRandom(2), runs: 1000 })
    // 6 starts before the gap and 36 after it, in two orientations.
    expect(found).toMatchObject({ windows: 84, disjointWindows: 2, isEnough: false })
  })

  test('in a metric that was never measured is not enough', () => {
    const [counted] = drawHistory(1, { looks: 400 })
    const found = calibrateOnHistory(plan, counted === undefined ? [] : [counted], { random: seededRandom(2), runs: 2 })
    expect(found).toMatchObject({ disjointWindows: 10, isEnough: false, promoted: { windows: 0 } })
    expect(found.metrics.map(({ looks }) => looks)).toEqual([400, 0])
  })
})

test('windows are drawn without repetition, and a stage that stays open ends the run', () => {
  const history = drawHistory(1, { looks: 42, requests: 40 })
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 9 }), fc.integer(), (runs, seed) => {
      const found = calibrateOnHistory(plan, history, { random: seededRandom(seed), runs })
      expect(found.windows).toBe(Math.min(runs, 6))
      expect(found.promoted.windows + found.undecided.windows + found.rolledBack.windows).toBe(found.windows)
    }),
    { numRuns: 8 },
  )
})

test.each([
  ['no runs', { runs: 0 }, plan, drawHistory(1, { looks: 4 })],
  ['half a run', { runs: 1.5 }, plan, []],
  ['a plan that compares nothing', { runs: 1 }, { ...plan, stages: plan.stages.slice(2) }, []],
  [
    'metrics at other times',
    { runs: 1 },
    plan,
    drawHistory(1, { looks: 4 }).map((of, at) =>
      at === 0 && of.kind === 'proportion' ? { ...of, looks: of.looks.slice(1) } : of,
    ),
  ],
  [
    'looks that go back',
    { runs: 1 },
    plan,
    changed(drawHistory(1, { looks: 4 }), (look) => ({ ...look, end: 15_000 })),
  ],
] as const)('%s is refused', (_, { runs }, asked, history) => {
  expect(() => calibrateOnHistory(asked, history, { random: seededRandom(1), runs })).toThrow('Expected')
})
