import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { normalQuantile } from '../../../src/distributions/index.ts'
import {
  canaryStanding,
  learnNoise,
  noLooks,
  updateCanary,
  type CanaryLook,
  type MetricLook,
  type SequentialState,
} from '../../../src/judges/index.ts'
import { measured, missing } from '../looks.ts'
import { cpu, drawLooks, errors, jobs, judged, latency, settingsFor } from './canaries.ts'

const all = [errors, jobs, latency, { ...cpu, harm: 'either' }] as const
const settings = settingsFor(all)

/** A value, or what a source says in place of one. */
const side = <Value>(value: fc.Arbitrary<Value>) =>
  fc.oneof({ weight: 9, arbitrary: value.map(measured) }, { weight: 1, arbitrary: fc.constant(missing()) })
const sides = <Value>(value: fc.Arbitrary<Value>) =>
  fc.record({
    control: fc.oneof({ weight: 19, arbitrary: side(value) }, { weight: 1, arbitrary: fc.constant(null) }),
    experiment: side(value),
  })
const total = fc.integer({ min: 0, max: 60 })
const proportion = fc.tuple(total, fc.nat(60)).map(([all, some]) => ({ events: Math.min(all, some), total: all }))
const rate = fc.record({ events: fc.nat(40), exposure: fc.integer({ min: 0, max: 30 }) })
const positive = fc.integer({ min: 1, max: 4000 }).map((value) => value / 1000)
const distribution = fc.record({ samples: fc.array(positive, { maxLength: 25 }) })
const gauge = fc.oneof(
  { weight: 9, arbitrary: positive },
  { weight: 1, arbitrary: fc.constantFrom(0, -1, Number.NaN, Infinity) },
)
const look: fc.Arbitrary<CanaryLook> = fc
  .record({
    stage: fc.nat(2),
    share: fc.constantFrom(null, 0.1, 0.5),
    errors: sides(proportion),
    jobs: sides(rate),
    latency: sides(distribution),
    cpu: sides(gauge),
  })
  .map(({ stage, share, ...of }) => ({
    stage,
    share,
    metrics: [
      { metric: 'errors', kind: 'proportion', ...of.errors },
      { metric: 'jobs', kind: 'rate', ...of.jobs },
      { metric: 'latency', kind: 'distribution', ...of.latency },
      { metric: 'cpu', kind: 'gauge', ...of.cpu },
    ],
  }))
const looks = fc.array(look, { minLength: 1, maxLength: 14 })
const history = drawLooks(3, 30, {}, {}, { share: null })
const learntSettings = settingsFor(all, {
  learnt: learnNoise(all, history),
  pods: { control: 3, experiment: 2, spread: 0.03 },
})
const eitherSettings = fc.constantFrom(settings, learntSettings)

describe('what the judge remembers', () => {
  test('goes through JSON at any look without a difference in any bit afterwards', () => {
    fc.assert(
      fc.property(eitherSettings, looks, fc.nat(14), (given, seen, cut) => {
        const whole = judged(given, seen)
        const stored = JSON.stringify(judged(given, seen.slice(0, cut)))
        expect(JSON.stringify(judged(given, seen.slice(cut), restored(stored)))).toBe(JSON.stringify(whole))
      }),
      { numRuns: 60 },
    )
  })

  test('is finite numbers, which JSON has words for', () => {
    fc.assert(
      fc.property(eitherSettings, looks, (given, seen) => {
        expect(numbersIn(judged(given, seen)).filter((number) => !Number.isFinite(number))).toEqual([])
      }),
      { numRuns: 60 },
    )
  })

  test('is never written to, and neither are settings and looks', () => {
    fc.assert(
      fc.property(looks, (seen) => {
        const frozen = deepFrozen(learntSettings)
        const state = seen.reduce<SequentialState>(
          (before, one) => deepFrozen(updateCanary(frozen, before, deepFrozen(one))),
          deepFrozen(noLooks(frozen)),
        )
        expect(() => canaryStanding(frozen, state)).not.toThrow()
        expect(state.looks).toBe(seen.length)
      }),
      { numRuns: 30 },
    )
  })
})

describe('a look without a value of one side', () => {
  const seen = drawLooks(5, 8, {}, { latency: 0.11 })
  const next = drawLooks(6, 1, {}, { latency: 0.2, errorRate: 0.5, cpu: 80, jobRate: 5 })
  const before = judged(learntSettings, seen)

  test.each([
    ['the canary gives no answer', (one: MetricLook): MetricLook => ({ ...one, experiment: missing() })],
    ['the baseline gives no answer', (one: MetricLook): MetricLook => ({ ...one, control: missing() })],
    ['no baseline is left', (one: MetricLook): MetricLook => ({ ...one, control: null })],
    ['both are silent', (one: MetricLook): MetricLook => ({ ...one, control: missing(), experiment: missing() })],
  ])('changes no evidence: %s', (_, without) => {
    for (const one of next) {
      const after = updateCanary(learntSettings, before, { ...one, metrics: one.metrics.map(without) })
      for (const [at, metric] of after.metrics.entries()) {
        const was = before.metrics[at]
        expect({ ...metric, presence: was?.presence }).toEqual(was)
        expect(metric.presence).toMatchObject({ measured: 8, missing: 1, missingInARow: 1 })
      }
      expect(after.harm).toEqual(before.harm)
      expect(canaryStanding(learntSettings, after).metrics).toEqual(all.map(() => 'not-measured'))
    }
  })

  test('changes no evidence where the look does not have the metric', () => {
    const after = updateCanary(learntSettings, before, { stage: 0, share: 0.5, metrics: [] })
    expect(after.metrics.map(({ harm, claim }) => ({ harm, claim }))).toEqual(
      before.metrics.map(({ harm, claim }) => ({ harm, claim })),
    )
  })

  test.each([
    ['NaN', Number.NaN],
    ['infinite', Number.POSITIVE_INFINITY],
    ['infinite and negative', Number.NEGATIVE_INFINITY],
  ])('is one whose value is %s', (_, value) => {
    const only = settingsFor([cpu])
    const state = judged(only, seen)
    const broken: CanaryLook = {
      stage: 0,
      share: null,
      metrics: [{ metric: 'cpu', kind: 'gauge', control: measured(50), experiment: measured(value) }],
    }
    const after = updateCanary(only, state, broken)
    expect({ ...after.metrics[0], presence: null }).toEqual({ ...state.metrics[0], presence: null })
    expect(canaryStanding(only, after).metrics).toEqual(['not-measured'])
  })
})

describe('evidence', () => {
  test('does not depend on the order of the metrics', () => {
    fc.assert(
      fc.property(looks, fc.shuffledSubarray([0, 1, 2, 3], { minLength: 4 }), (seen, order) => {
        const metrics = order.flatMap((at) => all[at] ?? [])
        const other = settingsFor(metrics)
        const shuffled = seen.map((one) => ({ ...one, metrics: order.flatMap((at) => one.metrics[at] ?? []) }))
        const [state, again] = [judged(settings, seen), judged(other, shuffled)]
        expect(again.metrics).toEqual(order.map((at) => state.metrics[at]))
        expect(again.harm.logE).toBeCloseTo(state.harm.logE, 9)
        const standing = canaryStanding(settings, state).metrics
        expect(canaryStanding(other, again).metrics).toEqual(order.map((at) => standing[at]))
      }),
      { numRuns: 40 },
    )
  })

  test.each([
    ['with history', true],
    ['without history', false],
  ])('is the same in milliseconds and in seconds, %s', (_, hasHistory) => {
    const metrics = [latency, cpu]
    const scaled = (one: CanaryLook): CanaryLook => ({ ...one, metrics: one.metrics.map(inThousandths) })
    const seen = drawLooks(9, 12, {}, { latency: 0.108, cpu: 52 })
    const learnt = (of: readonly CanaryLook[]) => (hasHistory ? learnNoise(metrics, of) : metrics.map(() => null))
    const one = judged(settingsFor(metrics, { learnt: learnt(history) }), seen)
    const two = judged(settingsFor(metrics, { learnt: learnt(history.map(scaled)) }), seen.map(scaled))
    for (const [at, metric] of one.metrics.entries()) {
      expect(Math.abs(metric.harm.logE)).toBeGreaterThan(0.01)
      expect(two.metrics[at]?.harm.logE).toBeCloseTo(metric.harm.logE, 9)
      expect(two.metrics[at]?.harm.maxLogE).toBeCloseTo(metric.harm.maxLogE, 9)
      expect(two.metrics[at]?.claim.maxLogE).toBeCloseTo(metric.claim.maxLogE, 9)
    }
  })

  test('of harm and of a claim never falls at its largest', () => {
    fc.assert(
      fc.property(looks, (seen) => {
        let state = noLooks(settings)
        for (const one of seen) {
          const next = updateCanary(settings, state, one)
          expect(next.harm.maxLogE).toBeGreaterThanOrEqual(state.harm.maxLogE)
          for (const [at, { harm, claim }] of next.metrics.entries()) {
            expect(harm.maxLogE).toBeGreaterThanOrEqual(state.metrics[at]?.harm.maxLogE ?? 0)
            expect(claim.maxLogE).toBeGreaterThanOrEqual(state.metrics[at]?.claim.maxLogE ?? 0)
          }
          state = next
        }
      }),
      { numRuns: 30 },
    )
  })
})

describe('traffic that is moved while the day grows slower', () => {
  /** 10 %, 50 %, 90 % of 200 requests, and latency that rises by 60 % for both sides. */
  const shareAt = (at: number): number => [0.1, 0.5, 0.9][Math.floor(at / 10)] ?? 0.9
  const canaries = Array.from({ length: 25 }, (_, seed) =>
    drawLooks(
      100 + seed,
      30,
      (at) => ({ requests: Math.round(200 * (1 - shareAt(at))), latency: 0.1 * 1.6 ** (at / 30) }),
      (at) => ({ requests: Math.round(200 * shareAt(at)), latency: 0.1 * 1.6 ** (at / 30) }),
      { share: null },
    ),
  )

  test('rolls back nearly every healthy canary by a single test of pooled samples, and none by looks', () => {
    const only = settingsFor([latency])
    const byLooks = canaries.filter((seen) => judged(only, seen).harmedAt !== null)
    const pooled = canaries.filter((seen) => pooledZ(seen) > normalQuantile(0.99))
    expect(byLooks).toHaveLength(0)
    expect(pooled.length).toBeGreaterThanOrEqual(24)
  })
})

/** The z statistic of the mean logarithms of all looks together. */
function pooledZ(seen: readonly CanaryLook[]): number {
  const logs: Readonly<Record<'control' | 'experiment', number[]>> = { control: [], experiment: [] }
  for (const one of seen) {
    for (const metric of one.metrics) {
      if (metric.kind !== 'distribution') continue
      for (const name of ['control', 'experiment'] as const) {
        const of = metric[name]
        if (of?.kind === 'measured' && 'samples' in of.value) logs[name].push(...of.value.samples.map(Math.log))
      }
    }
  }
  const moments = (values: readonly number[]) => {
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length
    const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0)
    return { mean, variance: squares / (values.length - 1) / values.length }
  }
  const [one, two] = [moments(logs.control), moments(logs.experiment)]
  return (two.mean - one.mean) / Math.sqrt(one.variance + two.variance)
}

function inThousandths(one: MetricLook): MetricLook {
  if (one.kind === 'distribution') {
    const { control, experiment } = one
    const longer = (of: typeof experiment): typeof experiment =>
      of.kind === 'measured' && 'samples' in of.value
        ? measured({ samples: [...of.value.samples].map((sample) => sample * 1000) })
        : of
    return { ...one, control: control === null ? null : longer(control), experiment: longer(experiment) }
  }
  if (one.kind === 'gauge') {
    const { control, experiment } = one
    const larger = (of: typeof experiment): typeof experiment =>
      of.kind === 'measured' ? measured(of.value * 1000) : of
    return { ...one, control: control === null ? null : larger(control), experiment: larger(experiment) }
  }
  return one
}

/** JSON promises nothing about what it holds; here it holds what was written. */
function restored(stored: string): SequentialState {
  return z.custom<SequentialState>().parse(JSON.parse(stored))
}

function numbersIn(value: unknown): readonly number[] {
  if (typeof value === 'number') return [value]
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(numbersIn) : []
}

function deepFrozen<Value>(value: Value): Value {
  if (typeof value === 'object' && value !== null) {
    for (const inner of Object.values(value)) deepFrozen(inner)
    Object.freeze(value)
  }
  return value
}
