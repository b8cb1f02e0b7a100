import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Histogram, Look, Measured, MetricEvidence, Proportion } from '../../../src/evidence/index.ts'
import { judgeGuard, type Guard } from '../../../src/judges/index.ts'
import { seededRandom, type RandomSource } from '../../../src/numeric/index.ts'
import { fromCumulative } from '../../../src/series/index.ts'
import type { Part } from '../../../src/verdict/index.ts'
import { looksOf, measured, missing } from '../looks.ts'

const rest = { window: 60_000, minTotal: 50, evidence: 'always-valid' } as const
const errors: Guard = { id: 'error-rate', rule: 'proportion-above', metric: 'errors', above: 0.05, ...rest }
const slow: Guard = { id: 'slow', rule: 'quantile-above', metric: 'latency', quantile: 0.95, above: 0.4, ...rest }
const slower: Guard = { ...slow, id: 'slower', rule: 'quantile-above-baseline', ratio: 2 }
const unhealthy: Guard = { id: 'ill', rule: 'failing-for', metric: 'health', failingFor: 60_000, evidence: 'point' }

const share = (events: number, total: number): Measured<Proportion> => measured({ events, total })

function proportions(...of: readonly Measured<Proportion>[]): MetricEvidence {
  const looks: readonly Look<Proportion>[] = looksOf(
    of.length,
    () => null,
    (at) => of[at] ?? missing(),
  )
  return { kind: 'proportion', metric: 'errors', quality: [], looks }
}

function judge(evidence: MetricEvidence, guard: Guard = errors, guards: readonly Guard[] = [guard]): Part {
  return judgeGuard(guard, evidence, guards)
}

/** The point rule on the same looks. */
function atPoint(evidence: MetricEvidence, guard: Guard = errors): Part {
  const point: Guard = { ...guard, evidence: 'point' }
  return judgeGuard(point, evidence, [point])
}

const said = (part: Part) => ({ code: part.reasons[0].code, outcome: part.outcome })

describe('an always-valid guard', () => {
  test('fails where its window is over the limit and evidence shows it, and says how much', () => {
    const part = judge(proportions(share(6, 60), share(18, 60)))
    expect(part.outcome).toBe('fail')
    expect(part.reasons[0].sentence).toMatch(
      /^Canary errors 20 % \(24 of 120\) over 1m is above the limit of 5 %: shown with an error of 0\.1 % for the whole run \(evidence [\d\u202f]+ : 1, needed 1\u202f000 : 1\)$/,
    )
    expect(part.reasons[0].facts).toMatchObject({ events: 24, total: 120, evidenceNeeded: 1000, error: 0.001 })
    expect(part.reasons[0].facts['evidence']).toBeGreaterThanOrEqual(1000)
    expect(part.measurement).toMatchObject({ experiment: 0.2, limit: 0.05 })
  })

  test('is undecided where the window is over the limit by what may be chance, and rolls nothing back', () => {
    const part = judge(proportions(share(8, 120)))
    expect(said(part)).toEqual({ code: 'guard-not-shown', outcome: 'inconclusive' })
    expect(part.required).toBe(true)
    expect(part.reasons[0].sentence).toMatch(
      /^Canary errors 6\.67 % \(8 of 120\) over 1m is above the limit of 5 %, but not shown to be: evidence 0\.\d+ : 1, needed 1\u202f000 : 1$/,
    )
    expect(said(atPoint(proportions(share(8, 120))))).toEqual({ code: 'guard-over-limit', outcome: 'fail' })
  })

  test('stays failed after the limit was shown to be exceeded, and says when that was', () => {
    const bad = [share(30, 60), share(30, 60)]
    const healed = proportions(...bad, ...Array.from({ length: 8 }, () => share(0, 60)))
    const part = judge(healed)
    expect(said(part)).toEqual({ code: 'guard-over-limit', outcome: 'fail' })
    expect(part.reasons[0].sentence).toContain('was above the limit of 5 % 2m15s ago: shown')
    expect(part.reasons[0].facts['shownAgoMs']).toBe(135_000)
    expect(atPoint(healed).outcome).toBe('pass')
  })

  test('shares its error with the other always-valid guards of the plan, and with no others', () => {
    const evidence = proportions(share(18, 60), share(18, 60))
    const needed = (...guards: readonly Guard[]) => judge(evidence, errors, guards).reasons[0].facts['evidenceNeeded']
    expect(needed(errors)).toBe(1000)
    expect(needed(errors, slow, slower)).toBeCloseTo(3000, 6)
    expect(needed(errors, unhealthy, { ...slow, evidence: 'point' })).toBe(1000)
  })

  test('needs its observations at the look where it fails', () => {
    expect(said(judge(proportions(share(49, 49))))).toEqual({
      code: 'guard-too-few-observations',
      outcome: 'inconclusive',
    })
    expect(judge(proportions(share(49, 49), share(1, 1))).outcome).toBe('fail')
  })

  test('needs its evidence inside one window', () => {
    // Each look is over the limit and no window of four shows it; a window of twenty does.
    const steady = Array.from({ length: 20 }, () => share(6, 60))
    expect(said(judge(proportions(...steady)))).toEqual({ code: 'guard-not-shown', outcome: 'inconclusive' })
    expect(judge(proportions(...steady), { ...errors, window: 300_000 }).outcome).toBe('fail')
  })

  test('fails whatever else of the window is missing, and is not quiet while a look of it is', () => {
    const gone = missing()
    expect(judge(proportions(gone, share(40, 60), gone, share(40, 60), gone)).outcome).toBe('fail')
    expect(said(judge(proportions(share(0, 60), gone, share(0, 60))))).toEqual({
      code: 'guard-looks-missing',
      outcome: 'inconclusive',
    })
  })

  test.each([share(NaN, 1000), share(900, NaN), share(900, Infinity), share(-1, 1000), share(2000, 1000)])(
    'takes %j for no answer: it adds no evidence',
    (odd) => {
      const rest = [share(8, 60), share(8, 60), share(8, 60)]
      const [one, other] = [judge(proportions(odd, ...rest)), judge(proportions(missing(), ...rest))]
      expect(one).toEqual(other)
      expect(one.outcome).toBe('inconclusive')
    },
  )

  test('at a limit of 0 % is failed by a single event, and at 100 % by none', () => {
    const strict: Guard = { ...errors, above: 0 }
    expect(judge(proportions(share(1, 60)), strict).reasons[0].sentence).toContain(
      'evidence more than 1\u202f000\u202f000\u202f000 : 1',
    )
    expect(judge(proportions(share(1, 60)), strict).outcome).toBe('fail')
    expect(judge(proportions(share(0, 60)), strict).outcome).toBe('pass')
    expect(judge(proportions(share(60, 60)), { ...errors, above: 1 }).outcome).toBe('pass')
  })

  test.each([NaN, -1, 2, Infinity])('with a limit of %d shows nothing', (above) => {
    const part = judge(proportions(share(60, 60), share(60, 60)), { ...errors, above })
    expect(part.outcome).not.toBe('fail')
  })

  test('of no look, and of looks in a time that is no time, is undecided', () => {
    expect(judge(proportions()).outcome).toBe('inconclusive')
    const evidence = proportions(share(60, 60), share(60, 60))
    const looks = evidence.looks.map((look) => ({ ...look, start: NaN, end: NaN }))
    expect(judge({ ...evidence, looks } as MetricEvidence).outcome).toBe('inconclusive')
  })

  test('fails only after a look whose point value is over the limit, for ever, and says nothing that is no number', () => {
    const reading = fc.oneof(
      { weight: 1, arbitrary: fc.constant(missing()) },
      {
        weight: 5,
        arbitrary: fc
          .tuple(fc.nat(40), fc.integer({ min: 1, max: 200 }))
          .map(([events, total]) => share(Math.min(events, total), total)),
      },
    )
    fc.assert(
      fc.property(fc.array(reading, { maxLength: 12 }), (readings) => {
        let hasFailed = false
        let wasOver = false
        for (let upTo = 1; upTo <= readings.length; upTo += 1) {
          const evidence = proportions(...readings.slice(0, upTo))
          const part = judge(evidence)
          const point = atPoint(evidence)
          wasOver ||= point.outcome === 'fail'
          if (hasFailed) expect(part.outcome).toBe('fail')
          hasFailed ||= part.outcome === 'fail'
          if (part.outcome === 'fail') expect(wasOver).toBe(true)
          else if (point.outcome === 'fail') expect(said(part).code).toBe('guard-not-shown')
          else expect(said(part)).toEqual(said(point))
          for (const fact of Object.values(part.reasons[0].facts))
            expect(typeof fact === 'number' && !Number.isFinite(fact)).toBe(false)
        }
      }),
      { numRuns: 150 },
    )
  })
})

/** Cumulative counts at fixed bounds. */
function histogram(upTo100: number, upTo200: number, upTo400: number, total: number): Measured<Histogram> {
  return measured(
    fromCumulative([
      [0.1, upTo100],
      [0.2, upTo200],
      [0.4, upTo400],
      [Infinity, total],
    ]),
  )
}

function distributions(
  count: number,
  control: (at: number) => Measured<Histogram> | null,
  experiment: (at: number) => Measured<Histogram>,
): MetricEvidence {
  return { kind: 'distribution', metric: 'latency', quality: [], looks: looksOf(count, control, experiment) }
}

describe('an always-valid guard on a quantile', () => {
  const alone = (experiment: Measured<Histogram>, count = 4) =>
    distributions(
      count,
      () => null,
      () => experiment,
    )

  test('fails where more observations than 1 − quantile are shown to be above the limit', () => {
    expect(judge(alone(histogram(10, 20, 70, 100)), slow)).toMatchObject({ outcome: 'fail' })
    expect(said(judge(alone(histogram(80, 90, 94, 100)), slow))).toEqual({
      code: 'guard-not-shown',
      outcome: 'inconclusive',
    })
    expect(judge(alone(histogram(80, 90, 99, 100)), slow).outcome).toBe('pass')
  })

  test('counts at the next bound where its limit is none, which can hide harm and never make it', () => {
    const between: Guard = { ...slow, above: 0.3 }
    expect(said(judge(alone(histogram(10, 20, 95, 100)), between)).code).toBe('guard-not-shown')
    expect(judge(alone(histogram(10, 20, 70, 100)), between).outcome).toBe('fail')
    const beyond: Guard = { ...slow, above: 0.5 }
    expect(said(judge(alone(histogram(0, 0, 0, 100)), beyond))).toEqual({
      code: 'guard-beyond-buckets',
      outcome: 'inconclusive',
    })
  })
})

describe('an always-valid guard against the baseline', () => {
  const usual = histogram(800, 990, 1000, 1000)
  const twice = histogram(5, 80, 98, 100)
  const thrice = histogram(0, 30, 60, 100)
  const same = histogram(80, 99, 100, 100)
  const against = (...canary: readonly Measured<Histogram>[]) =>
    distributions(
      canary.length,
      () => usual,
      (at) => canary[at] ?? missing(),
    )

  test('fails from the second look on: the first fixes where is counted', () => {
    expect(said(judge(against(thrice), slower))).toEqual({ code: 'guard-not-shown', outcome: 'inconclusive' })
    const part = judge(against(thrice, thrice), slower)
    expect(said(part)).toEqual({ code: 'guard-over-limit', outcome: 'fail' })
    expect(part.reasons[0].sentence).toContain('of the baseline (2')
    expect(part.measurement).toMatchObject({ differenceKind: 'ratio', limit: 2 })
  })

  test('is quiet within its limit, and never failed by a canary at it', () => {
    expect(judge(against(same, same, same, same), slower).outcome).toBe('pass')
    for (let count = 1; count <= 40; count += 1)
      expect(judge(against(...Array.from({ length: count }, () => twice)), slower).outcome).not.toBe('fail')
  })

  test('stays failed where no baseline is left, and else does not apply there', () => {
    const looks = (canary: Measured<Histogram>) =>
      distributions(
        6,
        (at) => (at < 3 ? usual : null),
        () => canary,
      )
    expect(judge(looks(thrice), slower)).toMatchObject({ outcome: 'fail', required: true })
    expect(judge(looks(same), slower)).toMatchObject({ outcome: 'inconclusive', required: false })
  })
})

/** Events of so many observations. */
function drawn(random: RandomSource, total: number, rate: number): number {
  let events = 0
  for (let of = 0; of < total; of += 1) if (random() < rate) events += 1
  return events
}

describe('over 240 looks with 60 requests each', () => {
  const run = (seed: number, rateAt: (random: RandomSource, at: number) => number) => {
    const random = seededRandom(seed)
    return proportions(...Array.from({ length: 240 }, (_, at) => share(drawn(random, 60, rateAt(random, at)), 60)))
  }
  const ruled = (evidence: MetricEvidence) => judge(evidence, errors, [errors, slower]).outcome

  test('no canary with 1 % of errors is failed, steady or in bursts, nor one at the limit', () => {
    for (let seed = 0; seed < 12; seed += 1) {
      expect(ruled(run(seed, () => 0.01))).not.toBe('fail')
      expect(ruled(run(seed, (random) => -0.005 * Math.log((1 - random()) * (1 - random()))))).not.toBe('fail')
      expect(ruled(run(seed, () => 0.05))).not.toBe('fail')
    }
  })

  test('15 % of errors from the twentieth look on are shown five looks later in the median, and always within twenty', () => {
    const delays = Array.from({ length: 12 }, (_, seed) => {
      const part = judge(
        run(seed, (__, at) => (at < 20 ? 0.01 : 0.15)),
        errors,
        [errors, slower],
      )
      return 220 - Number(part.reasons[0].facts['shownAgoMs']) / 15_000
    }).sort((one, other) => one - other)
    expect(delays[6]).toBeLessThanOrEqual(5)
    expect(delays[11]).toBeLessThanOrEqual(20)
    expect(delays[0]).toBeGreaterThan(0)
  })
})

test('a canary exactly twice as slow is over the point limit of 2x sooner or later, and never shown to be', () => {
  /** Exponential durations, of which each next bound is exceeded by the share squared. */
  const exponential = (random: RandomSource, total: number, seconds: number) => {
    const above = [0.1, 0.2, 0.4].reduce<readonly number[]>(
      (counts, bound, at, bounds) => [
        ...counts,
        drawn(random, counts.at(-1) ?? total, Math.exp(((bounds[at - 1] ?? 0) - bound) / seconds)),
      ],
      [],
    )
    const [one = 0, two = 0, four = 0] = above.map((count) => total - count)
    return histogram(one, two, four, total)
  }
  for (let seed = 0; seed < 6; seed += 1) {
    const random = seededRandom(seed)
    const evidence = distributions(
      120,
      () => exponential(random, 540, 0.06),
      () => exponential(random, 60, 0.12),
    )
    expect(judge(evidence, slower).outcome).not.toBe('fail')
    const points = evidence.looks.map((_, at) =>
      atPoint({ ...evidence, looks: evidence.looks.slice(0, at + 1) } as MetricEvidence, slower),
    )
    expect(points.some(({ outcome }) => outcome === 'fail')).toBe(true)
  }
})
