import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Histogram, Look, Measured, MetricEvidence, Proportion, QualityFact } from '../../../src/evidence/index.ts'
import { goesOn } from '../../../src/verdict/index.ts'
import { fromCumulative } from '../../../src/series/index.ts'
import { histogramAround, looksOf, measured, missing } from '../looks.ts'
import { errors, health, judge, latency, memory } from './request.ts'

const share = (events: number, total: number) => measured({ events, total })
/** Values that wander a little and never repeat, so that nothing is tied. */
const wander = (index: number, from = 1) => from * (1 + ((index * 7) % 20) / 500 + index / 1e5)

const proportions = (looks: readonly Look<Proportion>[]): MetricEvidence => ({
  kind: 'proportion',
  metric: 'errors',
  quality: [],
  looks,
})
const histograms = (looks: readonly Look<Histogram>[]): MetricEvidence => ({
  kind: 'distribution',
  metric: 'latency',
  quality: [],
  looks,
})
const gauges = (looks: readonly Look<number>[]): MetricEvidence => ({
  kind: 'gauge',
  metric: 'memory',
  quality: [],
  looks,
})
const healths = (readings: readonly Measured<number>[]): MetricEvidence => ({
  kind: 'health',
  metric: 'health',
  quality: [],
  looks: looksOf(
    readings.length,
    () => null,
    (index) => readings[index] ?? missing(),
  ),
})
const equalShares = proportions(
  looksOf(
    20,
    () => share(10, 1000),
    () => share(10, 1000),
  ),
)
const worseShares = proportions(
  looksOf(
    20,
    () => share(10, 1000),
    () => share(60, 1000),
  ),
)
const latencies = (factor: number) =>
  histograms(
    looksOf(
      20,
      (index) => measured(histogramAround(wander(index, 0.1), 2000)),
      (index) => measured(histogramAround(wander(index + 3, 0.1 * factor), 200)),
    ),
  )
const memories = (factor: number, count = 20) =>
  gauges(
    looksOf(
      count,
      (index) => measured(wander(index, 500)),
      (index) => measured(wander(index + 3, 500 * factor)),
    ),
  )

describe('a proportion', () => {
  test('that is equal is shown to be within the margin, with counts, difference and interval', () => {
    const part = judge(errors, equalShares)
    expect(part).toMatchObject({ id: 'errors', role: 'metric', kind: 'proportion', outcome: 'pass' })
    expect(part.reasons[0].code).toBe('non-inferior')
    expect(part.reasons[0].sentence).toMatch(
      /^Canary errors is not worse than the margin of 1 pp: 1 % \(200 of 20.000\)/,
    )
    expect(part.reasons[0].sentence).toContain('90 % interval')
    expect(part.measurement).toMatchObject({ unit: 'share', difference: 0, limit: 0.01, controlCount: 20_000 })
  })

  test('that is worse fails, with the interval of the error rate that decided', () => {
    const part = judge(errors, worseShares, { comparisons: 5, requires: 'no-harm' })
    expect(part.outcome).toBe('fail')
    expect(part.reasons[0].code).toBe('harm-shown')
    expect(part.measurement?.interval?.level).toBeCloseTo(1 - 2 * 0.002, 12)
    expect(part.measurement?.interval?.lower).toBeGreaterThan(0)
  })

  test('that is better passes, and fails where a decrease is harm or either is', () => {
    const better = proportions(
      looksOf(
        20,
        () => share(60, 1000),
        () => share(10, 1000),
      ),
    )
    expect(judge(errors, better).outcome).toBe('pass')
    expect(judge({ ...errors, harm: 'decrease' }, better).outcome).toBe('fail')
    expect(judge({ ...errors, harm: 'either' }, better).outcome).toBe('fail')
    expect(judge({ ...errors, harm: 'either' }, worseShares).outcome).toBe('fail')
  })

  test('shares its error rate between both sides where either is harm', () => {
    const level = (harm: 'increase' | 'either') =>
      judge({ ...errors, harm }, worseShares, { requires: 'no-harm' }).measurement?.interval?.level
    expect(level('increase')).toBeCloseTo(0.98, 12)
    expect(level('either')).toBeCloseTo(0.99, 12)
  })

  test('that could be either is inconclusive for non-inferiority and no harm for the weaker claim', () => {
    const few = proportions(
      looksOf(
        20,
        () => share(1, 100),
        (index) => share(index < 2 ? 1 : 0, 10),
      ),
    )
    expect(judge(errors, few).reasons[0].code).toBe('not-shown-non-inferior')
    expect(judge(errors, few, { requires: 'no-harm' }).outcome).toBe('pass')
  })

  test('without a single event on either side is proof where enough was served', () => {
    const clean = proportions(
      looksOf(
        20,
        () => share(0, 1000),
        () => share(0, 1000),
      ),
    )
    expect(judge(errors, clean).outcome).toBe('pass')
  })

  test('with too few observations of a side is inconclusive, however bad they are', () => {
    const small = proportions(
      looksOf(
        20,
        () => share(0, 1000),
        () => share(4, 4),
      ),
    )
    expect(judge(errors, small).reasons[0].code).toBe('too-few-observations')
    const silent = proportions(
      looksOf(
        20,
        () => share(0, 1000),
        () => share(0, 0),
      ),
    )
    expect(judge(errors, silent).outcome).toBe('inconclusive')
  })
})

describe('a distribution', () => {
  test('that is equal is shown to be within the margin', () => {
    const part = judge(latency, latencies(1))
    expect(part.outcome).toBe('pass')
    expect(part.reasons[0].sentence).toMatch(/p50 of latency .* margin of 10 %.* 20 looks, 4.000 against 40.000 obs/)
    expect(part.measurement).toMatchObject({ unit: 'seconds', differenceKind: 'ratio', experimentCount: 4000 })
  })

  test('that is slower beyond the tolerance fails with its ratio', () => {
    const part = judge(latency, latencies(1.3))
    expect(part.outcome).toBe('fail')
    expect(part.measurement?.difference).toBeCloseTo(1.3, 1)
    expect(part.measurement?.limit).toBe(1.03)
    expect(part.reasons[0].facts['pValue']).toBeLessThan(1e-6)
  })

  test('that is slower within the tolerance is no harm', () => {
    expect(judge(latency, latencies(1.01), { requires: 'no-harm' }).outcome).toBe('pass')
  })

  test('that never changes is proof where counts show that requests were served', () => {
    const constant = () => measured(histogramAround(0.1, 500))
    expect(judge(latency, histograms(looksOf(20, constant, constant))).outcome).toBe('pass')
  })

  test('whose quantile lies beyond the last bound cannot be compared', () => {
    const open = () =>
      measured(
        fromCumulative([
          [0.1, 0],
          [Infinity, 500],
        ]),
      )
    const part = judge(latency, histograms(looksOf(20, open, open)))
    expect(part.reasons[0]).toMatchObject({ code: 'looks-missing', outcome: 'inconclusive' })
  })

  test('with empty looks cannot be compared', () => {
    const empty = () => measured(histogramAround(0.1, 0))
    expect(judge(latency, histograms(looksOf(20, empty, empty))).outcome).toBe('inconclusive')
  })
})

describe('a gauge', () => {
  test('that is equal passes, larger fails, smaller fails where a decrease is harm', () => {
    expect(judge(memory, memories(1)).outcome).toBe('pass')
    expect(judge(memory, memories(1.5)).outcome).toBe('fail')
    expect(judge(memory, memories(0.5)).outcome).toBe('pass')
    expect(judge({ ...memory, harm: 'decrease' }, memories(0.5)).outcome).toBe('fail')
  })

  test('that is the same number everywhere warns, because nothing proves that it was measured', () => {
    const constant = () => measured(7)
    const part = judge(memory, gauges(looksOf(20, constant, constant)))
    expect(part).toMatchObject({ outcome: 'warn' })
    expect(part.reasons[0].code).toBe('constant')
  })

  test('around zero is judged by the absolute part of its limits', () => {
    const zero = gauges(
      looksOf(
        20,
        (index) => measured((index % 7) - 3),
        (index) => measured((index % 7) - 3 + 50),
      ),
    )
    const absolute = { ...memory, margin: { absolute: 10, relative: 0 }, tolerance: { absolute: 2, relative: 0 } }
    expect(judge(absolute, zero).outcome).toBe('fail')
  })

  test('with too few looks for its error rate shows neither harm nor its absence', () => {
    const more = { options: { alpha: 0.01, promoteAlpha: 0.05, minLooks: 5 }, comparisons: 4 }
    for (const factor of [1, 10]) {
      const part = judge(memory, memories(factor, 5), { ...more, requires: 'no-harm' })
      expect(part.reasons[0]).toMatchObject({ code: 'level-not-attained', outcome: 'inconclusive' })
    }
  })
})

describe('health', () => {
  const readings = (text: string) =>
    healths(text.split('').map((one) => (one === 'h' ? measured(1) : one === 'f' ? measured(0) : missing())))

  test('measured and healthy at the end passes', () => {
    expect(judge(health, readings('fhhhhhhhhh')).outcome).toBe('pass')
  })

  test.each(['hhhhhhhhhf', 'hhhhhhhhh?', 'h?hhhhhhhh', '', '??????????'])('reading %s is inconclusive', (text) => {
    expect(judge(health, readings(text)).outcome).toBe('inconclusive')
  })

  test('that is no number is no health', () => {
    expect(judge(health, healths(Array.from({ length: 10 }, () => measured(NaN)))).outcome).toBe('inconclusive')
  })
})

describe.each([
  { name: 'proportion', metric: errors, good: equalShares, bad: worseShares },
  { name: 'distribution', metric: latency, good: latencies(1), bad: latencies(2) },
  { name: 'gauge', metric: memory, good: memories(1), bad: memories(2) },
])('any $name', ({ metric, good, bad }) => {
  test('decides nothing while its stage collects, and says so', () => {
    for (const evidence of [good, bad]) {
      const part = judge(metric, evidence, { complete: false })
      expect(part.reasons[0]).toMatchObject({ code: 'collecting', outcome: 'inconclusive' })
      expect(part.reasons[0].sentence).toContain('still collecting')
    }
  })

  test('without a look is inconclusive', () => {
    for (const complete of [true, false]) {
      expect(judge(metric, { ...good, looks: [] }, { complete }).outcome).toBe('inconclusive')
    }
  })

  test('with fewer looks than asked for is inconclusive', () => {
    const few = { ...bad, looks: bad.looks.slice(0, 9) } as MetricEvidence
    expect(judge(metric, few).reasons[0].code).toBe('too-few-looks')
  })

  test('where no baseline is left is inconclusive', () => {
    const alone = { ...bad, looks: bad.looks.map((look) => ({ ...look, control: null })) } as MetricEvidence
    expect(judge(metric, alone).outcome).toBe('inconclusive')
  })

  test('may miss one look of twenty, and not two, on either side', () => {
    for (const side of ['control', 'experiment'] as const) {
      const without = (count: number) =>
        ({
          ...good,
          looks: good.looks.map((look, index) => (index < count ? { ...look, [side]: missing('stale') } : look)),
        }) as MetricEvidence
      expect(judge(metric, without(1)).outcome).toBe('pass')
      const part = judge(metric, without(2))
      expect(part.reasons[0]).toMatchObject({ code: 'looks-missing', outcome: 'inconclusive' })
      expect(part.reasons[0].sentence).toContain(`${side === 'control' ? 'baseline' : 'canary'}: stale`)
    }
  })

  test.each(['source-error', 'source-warning', 'stale', 'partial', 'target-down', 'clock-skew', 'window-not-covered'])(
    'is at best inconclusive where the source tells of %s',
    (code) => {
      const quality = [{ code, detail: 'as it said' }] as readonly QualityFact[]
      for (const requires of ['no-harm', 'non-inferiority'] as const) {
        const part = judge(metric, { ...good, quality }, { requires })
        expect(part.outcome).toBe('inconclusive')
        expect(part.reasons[0].code).toBe('source-quality')
      }
      expect(judge(metric, { ...bad, quality }).outcome).toBe('fail')
    },
  )

  test('is in doubt for a fact that nobody knows, and not for a counter reset', () => {
    const told = (code: string) => ({ ...good, quality: [{ code, detail: '' }] }) as MetricEvidence
    expect(judge(metric, told('from-the-future')).outcome).toBe('inconclusive')
    expect(judge(metric, told('counter-reset')).outcome).toBe('pass')
  })

  test('never goes on where more than 5 % of a side is missing or not finite', () => {
    const hole = fc.constantFrom<(value: unknown) => unknown>(
      () => missing('no-data'),
      () => missing('not-finite'),
      () => missing('source-error'),
      () => measured(spoil(good.kind, NaN)),
      () => measured(spoil(good.kind, Infinity)),
      () => null,
    )
    const places = fc.uniqueArray(fc.nat(19), { minLength: 2, maxLength: 20 })
    fc.assert(
      fc.property(
        fc.constantFrom('control', 'experiment'),
        places,
        fc.array(hole, { minLength: 20, maxLength: 20 }),
        fc.constantFrom('no-harm' as const, 'non-inferiority' as const),
        (side, at, holes, requires) => {
          const looks = good.looks.map((look, index) => {
            // Only the baseline may be absent by its type; the canary then is missing.
            const value = holes[index]?.(look) ?? (side === 'control' ? null : missing())
            return at.includes(index) ? { ...look, [side]: value } : look
          })
          expect(goesOn(judge(metric, { ...good, looks } as MetricEvidence, { requires }).outcome)).toBe(false)
        },
      ),
      { numRuns: 200 },
    )
  })

  test('never goes on with a single value that claims to be measured and is no finite number', () => {
    for (const value of [NaN, Infinity, -Infinity]) {
      for (const side of ['control', 'experiment']) {
        const looks = good.looks.map((look, index) =>
          index === 4 ? { ...look, [side]: measured(spoil(good.kind, value)) } : look,
        )
        expect(judge(metric, { ...good, looks } as MetricEvidence).outcome).toBe('inconclusive')
      }
    }
  })

  test('holds no number in its part that is not finite', () => {
    for (const evidence of [good, bad]) {
      for (const complete of [true, false]) {
        const part = judge(metric, evidence, { complete })
        expect(JSON.parse(JSON.stringify(part))).toEqual(part)
      }
    }
  })
})

test('evidence of another kind than the metric is inconclusive', () => {
  expect(judge(errors, memories(1)).reasons[0].code).toBe('no-evidence')
})

/** A value of the kind with an odd number in it. */
function spoil(kind: MetricEvidence['kind'], odd: number): unknown {
  if (kind === 'proportion') return { events: odd, total: 1000 }
  if (kind === 'distribution') return { total: odd, buckets: histogramAround(0.1, 500).buckets }
  return odd
}
