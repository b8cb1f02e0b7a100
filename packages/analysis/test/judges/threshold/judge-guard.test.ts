import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Histogram, Measured, MetricEvidence, Proportion, QualityFact } from '../../../src/evidence/index.ts'
import { judgeGuard, type Guard } from '../../../src/judges/index.ts'
import { fromCumulative } from '../../../src/series/index.ts'
import { goesOn, type Part } from '../../../src/verdict/index.ts'
import { histogramAround, looksOf, measured, missing } from '../looks.ts'

const rest = { window: 60_000, minTotal: 50, evidence: 'point' } as const
const errors: Guard = { id: 'error-rate', rule: 'proportion-above', metric: 'errors', above: 0.05, ...rest }
const slow: Guard = { id: 'p95', rule: 'quantile-above', metric: 'latency', quantile: 0.95, above: 0.5, ...rest }
const slower: Guard = {
  id: 'p95',
  rule: 'quantile-above-baseline',
  metric: 'latency',
  quantile: 0.95,
  ratio: 2,
  ...rest,
}
const unhealthy: Guard = {
  id: 'unhealthy',
  rule: 'failing-for',
  metric: 'health',
  failingFor: 60_000,
  evidence: 'point',
}

/** The guard of a plan that has no other one. */
function judge(guard: Guard, evidence: MetricEvidence | undefined): Part {
  return judgeGuard(guard, evidence, [guard])
}

function proportions(
  experiment: readonly Measured<Proportion>[],
  quality: readonly QualityFact[] = [],
): MetricEvidence {
  const looks = looksOf(
    experiment.length,
    () => null,
    (index) => experiment[index] ?? missing(),
  )
  return { kind: 'proportion', metric: 'errors', quality, looks }
}

function histograms(
  control: (index: number) => Measured<Histogram> | null,
  experiment: (index: number) => Measured<Histogram>,
  count = 4,
): MetricEvidence {
  return { kind: 'distribution', metric: 'latency', quality: [], looks: looksOf(count, control, experiment) }
}

/** `h` healthy, `f` failing, `?` no answer, `N` a value that is NaN. */
function health(readings: string, quality: readonly QualityFact[] = []): MetricEvidence {
  const of: Readonly<Record<string, Measured<number>>> = { h: measured(1), f: measured(0), N: measured(NaN) }
  const looks = looksOf(
    readings.length,
    () => null,
    (index) => of[readings.charAt(index)] ?? missing(),
  )
  return { kind: 'health', metric: 'health', quality, looks }
}

const share = (events: number, total: number) => measured({ events, total })

describe('a guard on a share', () => {
  test('over its limit fails with value, counts, window and limit', () => {
    const part = judge(errors, proportions(Array.from({ length: 4 }, () => share(78, 1258))))
    expect(part).toMatchObject({ role: 'guard', outcome: 'fail', required: true })
    expect(part.reasons[0].code).toBe('guard-over-limit')
    expect(part.reasons[0].sentence).toBe('Canary errors 6.2 % (312 of 5\u202f032) over 1m is above the limit of 5 %')
    expect(part.measurement).toMatchObject({
      unit: 'share',
      experiment: 312 / 5032,
      limit: 0.05,
      experimentCount: 5032,
    })
  })

  test('at its limit is quiet, and above it by one event is not', () => {
    expect(judge(errors, proportions([share(50, 1000)])).outcome).toBe('pass')
    expect(judge(errors, proportions([share(51, 1000)])).outcome).toBe('fail')
  })

  test('sees only the trailing window', () => {
    const old = [share(900, 1000), ...Array.from({ length: 4 }, () => share(0, 1000))]
    expect(judge(errors, proportions(old)).outcome).toBe('pass')
    expect(judge(errors, proportions(old.slice(0, 4))).outcome).toBe('fail')
  })

  test('sees a window that runs across stages', () => {
    const evidence = proportions(Array.from({ length: 4 }, () => share(10, 100)))
    const looks = evidence.looks.map((look, index) => ({ ...look, stage: index }))
    expect(judge(errors, { ...evidence, looks } as MetricEvidence).outcome).toBe('fail')
  })

  test('with fewer observations than it needs is inconclusive, however bad they are', () => {
    const part = judge(errors, proportions([share(49, 49)]))
    expect(part.outcome).toBe('inconclusive')
    expect(part.reasons[0].code).toBe('guard-too-few-observations')
    expect(judge(errors, proportions([share(50, 50)])).outcome).toBe('fail')
  })

  test('over its limit rolls back whatever else of the window is missing', () => {
    const part = judge(errors, proportions([missing(), missing(), missing(), share(90, 100)]))
    expect(part.outcome).toBe('fail')
  })

  test('within its limit is not quiet while a look of the window is missing', () => {
    const part = judge(errors, proportions([share(0, 100), missing(), share(0, 100), share(0, 100)]))
    expect(part.outcome).toBe('inconclusive')
    expect(part.reasons[0].code).toBe('guard-looks-missing')
    expect(part.reasons[0].sentence).toContain('1 of 4')
  })

  test('rolls nothing back for a share of nothing', () => {
    const none: Guard = { ...errors, minTotal: 0 }
    expect(judge(none, proportions([share(0, 0)])).reasons[0]).toMatchObject({
      code: 'guard-too-few-observations',
      outcome: 'inconclusive',
    })
  })

  test.each([share(NaN, 1000), share(1, NaN), share(1, Infinity), share(-1, 1000), share(2000, 1000)])(
    'takes %j for no answer',
    (odd) => {
      expect(judge(errors, proportions([odd])).outcome).toBe('inconclusive')
      expect(judge(errors, proportions([odd, share(0, 1000)])).outcome).toBe('inconclusive')
      expect(judge(errors, proportions([odd, share(900, 1000)])).outcome).toBe('fail')
    },
  )

  test('is not quiet on the word of a source in doubt, and still rolls back', () => {
    const doubt: readonly QualityFact[] = [{ code: 'partial', detail: 'one store did not answer' }]
    expect(judge(errors, proportions([share(0, 1000)], doubt)).reasons[0].code).toBe('guard-source-quality')
    expect(judge(errors, proportions([share(900, 1000)], doubt)).outcome).toBe('fail')
    const repaired: readonly QualityFact[] = [{ code: 'counter-reset', detail: 'pod restarted' }]
    expect(judge(errors, proportions([share(0, 1000)], repaired)).outcome).toBe('pass')
  })

  test('goes on only where every look of its window was measured within the limit', () => {
    const reading = fc.oneof(
      fc.constant(missing()),
      fc
        .tuple(fc.oneof(fc.nat(100), fc.constant(NaN)), fc.oneof(fc.constant(100), fc.constant(0), fc.constant(NaN)))
        .map(([events, total]) => share(events, total)),
    )
    fc.assert(
      fc.property(fc.array(reading, { maxLength: 4 }), (readings) => {
        const { outcome } = judge(errors, proportions(readings))
        const values = readings.flatMap((one) => (one.kind === 'measured' ? [one.value] : []))
        const isWhole =
          values.length === readings.length && values.every(({ events, total }) => events >= 0 && events <= total)
        const events = values.reduce((sum, value) => sum + value.events, 0)
        const total = values.reduce((sum, value) => sum + value.total, 0)
        expect(goesOn(outcome)).toBe(isWhole && total >= 50 && events / total <= 0.05)
      }),
      { numRuns: 500 },
    )
  })
})

describe('a guard on a quantile', () => {
  test('fails above its limit and is quiet within it', () => {
    const at = (seconds: number) =>
      judge(
        slow,
        histograms(
          () => null,
          () => measured(histogramAround(seconds, 100)),
        ),
      )
    expect(at(0.6)).toMatchObject({
      outcome: 'fail',
      measurement: { unit: 'seconds', limit: 0.5, experimentCount: 400 },
    })
    expect(at(0.4).outcome).toBe('pass')
  })

  test('beyond the last bound proves harm where that bound reaches the limit, and else nothing', () => {
    const beyond = (bound: number) =>
      judge(
        slow,
        histograms(
          () => null,
          () =>
            measured(
              fromCumulative([
                [bound, 0],
                [Infinity, 100],
              ]),
            ),
        ),
      )
    expect(beyond(0.5)).toMatchObject({ outcome: 'fail' })
    expect(beyond(0.5).reasons[0].sentence).toContain('more than 500 ms')
    expect(beyond(0.4).reasons[0]).toMatchObject({ code: 'guard-beyond-buckets', outcome: 'inconclusive' })
  })

  test('with nothing observed, or with bounds that changed, is inconclusive', () => {
    const empty = () => measured(histogramAround(0.1, 0))
    expect(
      judge(
        slow,
        histograms(() => null, empty),
      ).outcome,
    ).toBe('inconclusive')
    const changing = (index: number) => measured(histogramAround(0.1 + index, 100))
    expect(
      judge(
        slow,
        histograms(() => null, changing),
      ).outcome,
    ).toBe('inconclusive')
  })
})

describe('a guard against the baseline', () => {
  const around =
    (seconds: number, total = 100) =>
    () =>
      measured(histogramAround(seconds, total))

  test('fails above its ratio and is quiet within it', () => {
    const over = judge(slower, histograms(around(0.1), around(0.25)))
    expect(over).toMatchObject({ outcome: 'fail', measurement: { differenceKind: 'ratio', limit: 2 } })
    expect(over.reasons[0].sentence).toContain('2.5×')
    expect(judge(slower, histograms(around(0.1), around(0.15))).outcome).toBe('pass')
  })

  test('is inconclusive with an empty, a missing or a small baseline', () => {
    expect(judge(slower, histograms(around(0.1, 0), around(0.9))).outcome).toBe('inconclusive')
    expect(
      judge(
        slower,
        histograms(() => missing(), around(0.9)),
      ).outcome,
    ).toBe('inconclusive')
    expect(judge(slower, histograms(around(0.1, 10), around(0.9))).reasons[0].code).toBe('guard-too-few-observations')
  })

  test('is inconclusive where the baseline lies beyond its last bound', () => {
    const open = () =>
      measured(
        fromCumulative([
          [0.1, 0],
          [Infinity, 100],
        ]),
      )
    expect(judge(slower, histograms(open, around(0.9))).reasons[0].code).toBe('guard-beyond-buckets')
  })

  test('is not required, and neither passes nor fails, where no baseline is left', () => {
    const part = judge(
      slower,
      histograms(() => null, around(9)),
    )
    expect(part).toMatchObject({ outcome: 'inconclusive', required: false })
    expect(part.reasons[0].code).toBe('guard-no-baseline')
  })
})

describe('a guard on health', () => {
  test.each([
    { readings: 'ffff', outcome: 'fail', code: 'guard-over-limit' },
    { readings: 'hffff', outcome: 'fail', code: 'guard-over-limit' },
    { readings: 'f?ff', outcome: 'fail', code: 'guard-over-limit' },
    { readings: 'hfff', outcome: 'inconclusive', code: 'guard-failing' },
    { readings: 'ffhff', outcome: 'inconclusive', code: 'guard-failing' },
    { readings: 'f', outcome: 'inconclusive', code: 'guard-failing' },
    { readings: 'hhhh', outcome: 'pass', code: 'guard-quiet' },
    { readings: 'fffh', outcome: 'pass', code: 'guard-quiet' },
    { readings: '????????', outcome: 'inconclusive', code: 'guard-looks-missing' },
    { readings: 'NNNNNNNN', outcome: 'inconclusive', code: 'guard-looks-missing' },
    { readings: 'f???????', outcome: 'inconclusive', code: 'guard-looks-missing' },
    { readings: 'hhh?', outcome: 'inconclusive', code: 'guard-looks-missing' },
    { readings: '', outcome: 'inconclusive', code: 'guard-looks-missing' },
  ])('reading $readings is $outcome', ({ readings, outcome, code }) => {
    const part = judge(unhealthy, health(readings))
    expect([part.outcome, part.reasons[0].code]).toEqual([outcome, code])
  })

  test('is not quiet on the word of a source in doubt', () => {
    const part = judge(unhealthy, health('hhhh', [{ code: 'stale', detail: '5m old' }]))
    expect(part.reasons[0].code).toBe('guard-source-quality')
  })
})

test('a guard without evidence of its metric, or with another kind of it, is inconclusive', () => {
  for (const guard of [errors, slow, slower, unhealthy]) {
    expect(judge(guard, undefined)).toMatchObject({ outcome: 'inconclusive', required: true })
  }
  expect(judge(errors, health('hhhh')).reasons[0].code).toBe('guard-no-evidence')
})
