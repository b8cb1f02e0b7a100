import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { normalQuantile, poissonQuantile } from '../../src/distributions/index.ts'
import { noLooks, updateCanary, type SequentialSettings } from '../../src/judges/index.ts'
import { drawIndex, seededRandom, type RandomSource } from '../../src/numeric/index.ts'
import { planCanary, planFindings, type CanaryOutlook, type PlannedCanary } from '../../src/planning/index.ts'
import { kosmosPolicy, parsePolicy } from '../../src/policy/index.ts'

const gaugeMetric = `    - { id: memory, kind: gauge, query: memory, harm: increase, margin: 10% }
  guards:`

/** The shipped plan, judged at every look, with texts of it exchanged. */
function plan(...changes: readonly (readonly [string | RegExp, string])[]): PlannedCanary {
  const text = changes.reduce((policy, [from, to]) => {
    const next = policy.replace(from, to)
    if (next === policy) throw new Error(`The default policy does not hold ${from}`)
    return next
  }, kosmosPolicy)
  const { canary } = parsePolicy(text)
  if (canary === null) throw new Error('The shipped policy has a canary')
  return { ...canary, judge: { kind: 'sequential', options: { alpha: 0.01, promoteAlpha: 0.05, minLooks: 5 } } }
}

const minutes = (after: number | null | undefined): number => (after ?? Number.NaN) / 60_000
const likely = (outlook: CanaryOutlook, metric: string): number =>
  minutes(outlook.claims.find((claim) => claim.metric === metric)?.likelyAfter)
const found = (outlook: CanaryOutlook, metric: string, ratio: number): number =>
  minutes(outlook.detections.find((one) => one.metric === metric && Math.abs(one.ratio - ratio) < 1e-9)?.after)

describe('the shipped plan', () => {
  const outlook = planCanary(plan(), { traffic: 40 })

  test('concludes at the traffic that it declares, and says what it rests on', () => {
    expect(outlook.concludes).toBe(true)
    expect(outlook.shortcomings).toEqual([])
    expect(minutes(outlook.decidedBy)).toBe(25)
    expect(outlook.assumptions).toEqual([
      { metric: 'errors', quantity: 'expected', value: 0.01, declared: false },
      { metric: 'latency', quantity: 'log-spread', value: 0.6, declared: false },
    ])
    expect(planFindings(parsePolicy(kosmosPolicy))).toEqual([])
  })

  // Medians of the simulated canaries of the design, whose judge knows the noise: 90 s, 570 s, 30 to 60 s and 390 s.
  test.each([
    ['errors', 5, 1, 2],
    ['errors', 2, 8, 11],
    ['latency', 1.3, 0.5, 1],
    ['latency', 1.1, 5, 8],
  ])('finds %s ×%d with history about when simulated canaries were found', (metric, ratio, from, to) => {
    const known = planCanary(plan(), { traffic: 40, history: true })
    expect(found(known, metric, ratio)).toBeGreaterThanOrEqual(from)
    expect(found(known, metric, ratio)).toBeLessThanOrEqual(to)
    expect(found(outlook, metric, ratio)).toBeGreaterThan(found(known, metric, ratio))
  })

  test('shows less harm by the end of a later stage', () => {
    const [first, second] = outlook.stages
    expect(first).toMatchObject({ traffic: 0.1, endsAt: 300_000, looks: 20, observations: 1200 })
    expect(second).toMatchObject({ traffic: 0.5, endsAt: 600_000, looks: 20, observations: 6000 })
    for (const [at, { ratio }] of (first?.detectable ?? []).entries()) {
      const later = second?.detectable[at]?.ratio ?? Number.NaN
      expect(later).toBeGreaterThan(1)
      expect(later).toBeLessThan(ratio ?? Number.NaN)
    }
  })

  test('finds by a stage’s end what that stage shows, and nothing smaller', () => {
    for (const { endsAt, detectable } of outlook.stages) {
      for (const { metric, ratio: shown } of detectable) {
        for (const { ratio, after } of outlook.detections.filter((one) => one.metric === metric)) {
          expect((after ?? Number.POSITIVE_INFINITY) <= endsAt).toBe(ratio >= (shown ?? Number.NaN))
        }
      }
    }
  })

  test('is plain data', () => {
    expect(JSON.parse(JSON.stringify(outlook))).toEqual(outlook)
  })
})

function drawLatencies(): readonly number[] {
  const random = seededRandom(3)
  return Array.from({ length: 20_000 }, () => Math.exp(0.6 * normalQuantile(random())))
}

describe('canaries of the judge itself', () => {
  const settings: SequentialSettings = {
    metrics: [
      { kind: 'proportion', id: 'errors', tolerance: 0, absolute: 0.001, relative: 0.5 } as const,
      { kind: 'distribution', id: 'latency', tolerance: 0.03, absolute: 0, relative: 0.1 } as const,
    ].map(({ kind, id, tolerance, absolute, relative }) => ({
      kind,
      id,
      required: true,
      harm: 'increase',
      tolerance: { absolute: 0, relative: tolerance },
      margin: { absolute, relative },
      weight: null,
      critical: false,
    })),
    alpha: 0.01,
    promoteAlpha: 0.05,
    minLooks: 5,
    pods: null,
    learnt: [null, null],
    splitChecked: false,
  }

  const latencies = drawLatencies()

  /** Looks of 15 s of the shipped plan until a simulated canary is found; `most` and one more where it is not. */
  function looksUntilFound(random: RandomSource, rate: number, slower: number, most: number): number {
    const side = (count: number, share: number, ratio: number) => ({
      errors: { kind: 'measured', value: { events: poissonQuantile(random(), share * count), total: count } } as const,
      latency: {
        kind: 'measured',
        value: { samples: Array.from({ length: count }, () => ratio * (latencies[drawIndex(random, 20_000)] ?? 1)) },
      } as const,
    })
    let state = noLooks(settings)
    for (let look = 1; look <= most; look += 1) {
      const [stage, requests] = look <= 20 ? [0, 60] : [1, 300]
      const [control, experiment] = [side(600 - requests, 0.01, 0.1), side(requests, rate, 0.1 * slower)]
      state = updateCanary(settings, state, {
        stage,
        share: null,
        metrics: [
          { metric: 'errors', kind: 'proportion', control: control.errors, experiment: experiment.errors },
          { metric: 'latency', kind: 'distribution', control: control.latency, experiment: experiment.latency },
        ],
      })
      if (state.harmedAt !== null) return look
    }
    return most + 1
  }

  test.each([
    ['errors', 5, 0.05, 1],
    ['latency', 1.3, 0.01, 1.3],
  ])('with %s ×%d are found about when the plan says', (metric, ratio, rate, slower) => {
    const planned = found(planCanary(plan(), { traffic: 40 }), metric, ratio) * 4
    const random = seededRandom(20_260)
    const looks = Array.from({ length: 40 }, () => looksUntilFound(random, rate, slower, Math.ceil(1.5 * planned)))
    const share = (within: number): number => looks.filter((look) => look <= within).length / looks.length
    expect(share(1.25 * planned)).toBeGreaterThan(0.8)
    expect(share(0.5 * planned)).toBeLessThan(0.5)
  })
})

describe('a plan that cannot conclude', () => {
  test('is an error with the numbers, and names the metric', () => {
    const findings = planFindings(parsePolicy(kosmosPolicy.replace('40rps', '4rps')))
    expect(findings).toMatchObject([{ severity: 'error', code: 'cannot-conclude', pointer: '/canary/metrics/0' }])
    expect(findings[0]?.message).toMatch(
      /^this canary cannot conclude: to show that errors is not worse by 0\.5 pp takes about \d+[hm]\S* at 4rps \(an expected rate of 1 %, assumed\), and the last comparison ends after 25m/,
    )
  })

  test('is judged by the traffic that is said, and by nothing where none is', () => {
    expect(planFindings(parsePolicy(kosmosPolicy.replace('  traffic: 40rps\n', '')))).toEqual([])
    expect(planFindings({ version: 1, name: 'mine', gates: [], canary: null })).toEqual([])
    expect(planCanary(plan(), { traffic: 4 }).concludes).toBe(false)
  })

  test('is repaired by a wider margin, a longer stage, or a metric that is not required', () => {
    for (const change of [
      ['margin: max(0.1pp, 50% of baseline)', 'margin: 3pp'],
      ['extend: 15m', 'extend: 4h'],
      ['kind: proportion', 'kind: proportion\n      required: false'],
    ] as const) {
      expect(planCanary(plan(change), { traffic: 4 }).concludes).toBe(true)
    }
  })

  test('says nothing of the harm that a metric shows which is not required: it decides nothing', () => {
    const outlook = planCanary(plan(['kind: proportion', 'kind: proportion\n      required: false']), { traffic: 40 })
    expect(outlook.detections.map(({ metric }) => metric)).toEqual(['latency', 'latency'])
    expect(outlook.stages[0]?.detectable[0]).toEqual({ metric: 'errors', ratio: null })
  })

  test('has too few observations of a required metric', () => {
    const outlook = planCanary(plan(['onNoData: zero', 'minTotal: 2000']), { traffic: 40 })
    expect(outlook.shortcomings.map(({ pointer }) => pointer)).toEqual(['/canary/stages/0'])
    expect(outlook.shortcomings[0]?.sentence).toContain('2000 are needed')
  })

  test('may be out of reach altogether', () => {
    const outlook = planCanary(plan(['margin: max(0.1pp, 50% of baseline)', 'margin: 0.0000001pp']), { traffic: 1e-6 })
    expect(outlook.claims[0]?.likelyAfter).toBeNull()
    expect(outlook.shortcomings.some(({ sentence }) => sentence.includes('is out of reach'))).toBe(true)
  })
})

describe('a plan', () => {
  test('is never slower with more traffic, and times count from the run’s start', () => {
    fc.assert(
      fc.property(fc.double({ min: 0.01, max: 1e5, noNaN: true }), (traffic) => {
        const [less, more] = [planCanary(plan(), { traffic }), planCanary(plan(), { traffic: 2 * traffic })]
        for (const [at, { after }] of less.detections.entries()) {
          expect(after).toBeGreaterThanOrEqual(15_000)
          expect(more.detections[at]?.after).toBeLessThanOrEqual(after ?? Number.NaN)
        }
        for (const [at, claim] of less.claims.entries()) {
          if (claim.metric === 'latency') continue
          expect(more.claims[at]?.likelyAfter).toBeLessThanOrEqual(claim.likelyAfter ?? Number.NaN)
          expect(claim.nearlySurelyAfter).toBeGreaterThanOrEqual(claim.likelyAfter ?? Number.NaN)
        }
      }),
      { numRuns: 50 },
    )
  })

  test('leaves a warm-up out of each stage', () => {
    const cold = planCanary(plan(), { traffic: 40 })
    const warm = planCanary(plan(['interval: 15s', 'interval: 15s\n  warmup: 1m']), { traffic: 40 })
    expect(warm.stages.map(({ looks }) => looks)).toEqual([16, 16])
    expect(found(warm, 'errors', 5)).toBe(found(cold, 'errors', 5) + 1)
  })

  test('is reckoned with what the caller says before what the policy says', () => {
    const said = plan(['onNoData: zero', 'expected: 2%'])
    expect(planCanary(said, { traffic: 40 }).assumptions[0]).toMatchObject({ value: 0.02, declared: true })
    const outlook = planCanary(said, { traffic: 40, expected: { errors: 0.05 }, spread: { latency: 1.2 } })
    expect(outlook.assumptions).toMatchObject([
      { value: 0.05, declared: true },
      { value: 1.2, declared: true },
    ])
    expect(found(outlook, 'latency', 1.1)).toBeGreaterThan(found(planCanary(said, { traffic: 40 }), 'latency', 1.1))
  })

  test('asks more of a metric whose both directions are harm', () => {
    const one = planCanary(plan(), { traffic: 40 })
    const both = planCanary(plan([/harm: increase\n(\s+)tolerance/, 'harm: either\n$1tolerance']), { traffic: 40 })
    expect(found(both, 'latency', 1.1)).toBeGreaterThan(found(one, 'latency', 1.1))
    expect(likely(both, 'latency')).toBeGreaterThanOrEqual(likely(one, 'latency'))
  })

  test('counts what is none where fewer events are harm: 99 % to 98 % is 1 % to 2 %', () => {
    const more = planCanary(plan(), { traffic: 40 })
    const fewer = planCanary(plan([/harm: increase\n(\s+)margin/, 'harm: decrease\n$1margin']), { traffic: 40 })
    expect(fewer.assumptions[0]).toMatchObject({ value: 0.99 })
    expect(found(fewer, 'errors', 0.98 / 0.99)).toBe(found(more, 'errors', 2))
    expect(found(fewer, 'errors', 0.95 / 0.99)).toBe(found(more, 'errors', 5))
    const ratio = fewer.stages[0]?.detectable[0]?.ratio ?? Number.NaN
    const opposite = more.stages[0]?.detectable[0]?.ratio ?? Number.NaN
    expect((1 - 0.99 * ratio) / 0.01).toBeCloseTo(opposite, 6)
  })

  test('finds a metric sooner that counts more', () => {
    const heavy = planCanary(plan(['onNoData: zero', 'critical: true']), { traffic: 40 })
    expect(heavy.stages[0]?.detectable[0]?.ratio).toBeLessThan(
      planCanary(plan(), { traffic: 40 }).stages[0]?.detectable[0]?.ratio ?? 0,
    )
  })

  test('takes longer where few pods serve, and never concludes where their levels differ by as much as the margin', () => {
    const pods = (count: number, spread: number): PlannedCanary => ({
      ...plan(),
      judge: {
        kind: 'sequential',
        options: { alpha: 0.01, promoteAlpha: 0.05, minLooks: 5, pods: { baseline: count, canary: count, spread } },
      },
    })
    const [many, few] = [planCanary(pods(1000, 0.03), { traffic: 40 }), planCanary(pods(30, 0.03), { traffic: 40 })]
    expect(found(few, 'latency', 1.1)).toBeGreaterThan(found(many, 'latency', 1.1))
    expect(likely(few, 'latency')).toBeGreaterThan(likely(many, 'latency'))
    expect(likely(few, 'errors')).toBe(likely(many, 'errors'))
    const unlike = planCanary(pods(2, 0.1), { traffic: 4000 })
    expect(unlike.claims[1]?.likelyAfter).toBeNull()
    expect(unlike.concludes).toBe(false)
  })

  test('looks for slower and for faster where each is harm', () => {
    const outlook = planCanary(plan([/harm: increase\n(\s+)tolerance/, 'harm: decrease\n$1tolerance']), { traffic: 40 })
    expect(outlook.detections.map(({ ratio }) => ratio)).toEqual([2, 5, 0.9, 0.7])
    expect(outlook.stages[0]?.detectable[1]?.ratio).toBeLessThan(1)
  })

  test('says nothing of changes within the tolerance, and of more events than there can be', () => {
    const tolerant = planCanary(plan(['tolerance: 3%', 'tolerance: 15%'], ['margin: 10%', 'margin: 20%']), {
      traffic: 40,
      expected: { errors: 0.3 },
    })
    expect(tolerant.detections.map(({ ratio }) => ratio)).toEqual([2, 1.3])
  })

  test('plans gauges by their readings, with nothing gained by traffic', () => {
    const withGauge = plan([/ {2}guards:/, gaugeMetric])
    const [some, much] = [40, 4000].map((traffic) => planCanary(withGauge, { traffic }))
    expect(likely(some ?? planCanary(withGauge, { traffic: 40 }), 'memory')).toBeGreaterThan(1)
    expect(much?.claims[2]).toEqual(some?.claims[2])
  })

  test('that has a gauge with a margin in its own unit does not know whether it concludes', () => {
    const outlook = planCanary(plan([/ {2}guards:/, gaugeMetric.replace('10%', "'10', tolerance: '5'")]), {
      traffic: 400,
    })
    expect(outlook.unplanned).toMatchObject([{ metric: 'memory' }])
    expect(outlook.concludes).toBeNull()
    expect(outlook.shortcomings).toEqual([])
  })

  test('without anything to compare does not conclude by being empty', () => {
    const optional = plan().metrics.map((metric) => ({ ...metric, required: false }))
    for (const metrics of [[], optional])
      expect(planCanary({ ...plan(), metrics }, { traffic: 40 })).toMatchObject({ concludes: null, shortcomings: [] })
  })

  test.each([
    ['no traffic', { traffic: 0 }],
    ['traffic that is none', { traffic: Number.NaN }],
    ['expected events of a distribution', { traffic: 40, expected: { latency: 0.1 } }],
    ['a spread of a proportion', { traffic: 40, spread: { errors: 0.1 } }],
    ['a metric of another plan', { traffic: 40, spread: { toString: 0.1 } }],
    ['events alone', { traffic: 40, expected: { errors: 1 } }],
    ['no spread', { traffic: 40, spread: { latency: 0 } }],
  ])('is refused for %s', (_, assumptions) => {
    expect(() => planCanary(plan(), assumptions)).toThrow(/^Expected/)
  })
})

describe('a plan that is compared once a stage', () => {
  const fixed = parsePolicy(kosmosPolicy.replace(/judge: .*/, 'judge: { kind: fixed-sample, alpha: 1% }')).canary

  test('finds and shows at the ends of stages, each with its own looks alone', () => {
    if (fixed === null) throw new Error('The shipped policy has a canary')
    const outlook = planCanary(fixed, { traffic: 40 })
    const ends = [5, 10, 25]
    for (const { after } of outlook.detections) expect(ends).toContain(minutes(after))
    expect(outlook.concludes).toBe(true)
    expect(likely(outlook, 'latency')).toBe(10)
    expect(planCanary(fixed, { traffic: 4 }).concludes).toBe(false)
    expect(likely(planCanary(fixed, { traffic: 4 }), 'errors')).toBeGreaterThan(25)
  })
})
