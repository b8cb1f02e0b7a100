import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { AnalysisError, type KayentaFault } from '../../../src/errors.ts'
import { judgeKayenta, type KayentaRequest } from '../../../src/judges/index.ts'
import { requestOf, requestOfAll, valuesAround, type Canary, type Values } from './kayenta-request.ts'

const low = [1, 2, 3, 4, 5]
const high = [11, 12, 13, 14, 15]
const strict = { mode: 'strict' } as const
const judge = (control: Values, experiment: Values, canary: Canary = {}) =>
  judgeKayenta(requestOf(control, experiment, canary, strict))

function faultsOf(request: KayentaRequest): readonly KayentaFault[] {
  try {
    judgeKayenta({ ...request, ...strict })
    return []
  } catch (error) {
    if (error instanceof AnalysisError && error.is('kayenta-config-invalid')) return error.details.faults
    throw error
  }
}

describe('missing evidence in the strict mode', () => {
  const wide = Array.from({ length: 60 }, (_, index) => 100 + (index % 20))
  const nan = (values: readonly number[]): Values => values.map(() => 'NaN')
  const cases: readonly (readonly [string, KayentaRequest, string, string])[] = [
    ['no value of the experiment', requestOf(low, []), 'Nodata', 'inconclusive'],
    ['no value of the control', requestOf([], low), 'Nodata', 'inconclusive'],
    ['nothing but replaced points', requestOf(low, nan(low), { nanStrategy: 'replace' }), 'Nodata', 'inconclusive'],
    ['nothing of a metric that must have data', requestOf(low, [], { mustHaveData: true }), 'NodataFailMetric', 'fail'],
    ['nothing of a critical metric', requestOf(low, [], { critical: true }), 'Nodata', 'fail'],
    ['one infinite value', requestOf([...wide, 'Infinity'], wide), 'Error', 'error'],
    [
      'an infinite value of a critical metric',
      requestOf(wide, [...wide, '-Infinity'], { critical: true }),
      'Error',
      'fail',
    ],
    [
      'more than half missing',
      requestOf(wide, [...wide.slice(0, 25), ...nan(wide.slice(25))]),
      'Nodata',
      'inconclusive',
    ],
    ['four values a side', requestOf([1, 2, 3, 4], [1, 2, 3, 4]), 'Nodata', 'inconclusive'],
    ['one value a side', requestOf([5], [6]), 'Nodata', 'inconclusive'],
    ['differences too large for a double', requestOf([...low, -1e308], [...high, 1e308]), 'Error', 'error'],
  ]
  test.each(cases)('%s', (_, request, classification, outcome) => {
    const result = judgeKayenta({ ...request, ...strict })
    expect(result.results[0]).toMatchObject({ classification, outcome })
    expect(result).toMatchObject({ outcome, score: { classification: 'Fail' } })
    expect(result.verdict).not.toBe('promote')
    expect(result.warnings.length > 0 || classification === 'Error').toBe(true)
  })

  test('of one among many is inconclusive, though the score passes', () => {
    const names = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i']
    const sound = names.map((name) => ({ name, control: valuesAround(1), experiment: valuesAround(1.001) }))
    const whole = judgeKayenta(requestOfAll(sound, strict))
    expect(whole).toMatchObject({ outcome: 'pass', verdict: 'promote', warnings: [] })
    const without = judgeKayenta(requestOfAll([...sound, { name: 'm', control: low, experiment: [] }], strict))
    expect(without).toMatchObject({
      score: { score: 90, classification: 'Pass' },
      outcome: 'inconclusive',
      verdict: 'hold',
    })
  })

  test('is a metric without a pair, as long as it is not muted', () => {
    const request = requestOfAll([{ name: 'm', control: valuesAround(1), experiment: valuesAround(1.001) }], strict)
    const config = (muted: boolean): unknown => ({
      metrics: [
        { name: 'm', groups: ['g'] },
        { name: 'n', groups: ['g'], analysisConfigurations: { canary: { muted } } },
      ],
      classifier: {},
    })
    expect(judgeKayenta({ ...request, canaryConfig: config(false) })).toMatchObject({
      results: [{ name: 'm' }, { name: 'n', classification: 'Nodata' }],
      outcome: 'inconclusive',
    })
    expect(judgeKayenta({ ...request, canaryConfig: config(true) }).outcome).toBe('pass')
  })

  test('is a canary of which nothing counts', () => {
    expect(judge(low, low, { muted: true })).toMatchObject({ outcome: 'error', verdict: 'hold' })
    expect(judgeKayenta(requestOf(low, low, {}, { ...strict, metricSetPairs: [] })).outcome).toBe('inconclusive')
  })

  test('never passes, whatever else is measured', () => {
    const value = fc.double({ min: 1, max: 9, noNaN: true })
    const sound = fc.array(value, { minLength: 5, maxLength: 12 })
    const weak = fc.oneof(
      fc.array(value, { maxLength: 1 }),
      fc.array(fc.constant('NaN'), { maxLength: 12 }),
      sound.map((values) => [...values, 'Infinity']),
      sound.map((values) => [...values, ...values.map(() => 'NaN'), 'NaN']),
    )
    const canary = fc.record(
      {
        critical: fc.boolean(),
        mustHaveData: fc.boolean(),
        direction: fc.constantFrom('increase', 'decrease', 'either'),
        outliers: fc.record({ strategy: fc.constantFrom('keep', 'remove') }),
        effectSize: fc.record({ measure: fc.constantFrom('meanRatio', 'cles') }),
      },
      { requiredKeys: [] },
    )
    fc.assert(
      fc.property(
        sound,
        sound,
        weak,
        canary,
        fc.boolean(),
        fc.integer({ min: 0, max: 20 }),
        (one, other, odd, settings, swap, copies) => {
          const sides = swap ? { control: odd, experiment: one } : { control: one, experiment: odd }
          const rest = Array.from({ length: copies }, (_, index) => ({
            name: `n${index}`,
            control: one,
            experiment: other,
          }))
          const request = requestOfAll([{ name: 'm', ...sides, canary: settings }, ...rest], strict)
          const { outcome, verdict } = judgeKayenta(request)
          expect(outcome).not.toBe('pass')
          expect(verdict).not.toBe('promote')
        },
      ),
      { numRuns: 300 },
    )
  })
})

describe('a comparison in the strict mode', () => {
  test('of constants is exact and the same every time', () => {
    const ones = low.map(() => 1)
    const result = judge(
      ones,
      ones.map(() => 1.5),
    )
    expect(result.results[0]).toMatchObject({
      classification: 'High',
      interval: { lower: 0.5, upper: 0.5 },
      estimate: 0.5,
    })
    expect(judge(ones, ones).outcome).toBe('pass')
    expect(
      judge(
        low.map(() => 0),
        low.map(() => 0),
      ).outcome,
    ).toBe('pass')
  })

  test('of negative values finds what is significant', () => {
    const below = (center: number) => low.map((value) => center - value)
    expect(judge(below(-10), below(-20)).results[0]?.classification).toBe('Low')
    expect(judge(below(-20), below(-10)).results[0]?.classification).toBe('High')
  })

  test('does not depend on the unit', () => {
    const at = (scale: number) => judge(valuesAround(1, scale), valuesAround(1.3, scale)).results[0]?.classification
    expect([at(1e9), at(1), at(1e-6), at(1e-12)]).toEqual(['High', 'High', 'High', 'High'])
  })

  test('is the faithful one where the evidence is sound', () => {
    const values = fc.array(fc.double({ min: 1, max: 100, noNaN: true }), { minLength: 5, maxLength: 30 })
    fc.assert(
      fc.property(values, values, (control, experiment) => {
        const spread = Math.max(...experiment) - Math.min(...control) - (Math.min(...experiment) - Math.max(...control))
        const distinct = new Set(control).size > 1 || new Set(experiment).size > 1
        fc.pre(spread >= 1 && distinct)
        const faithful = judgeKayenta(requestOf(control, experiment))
        expect(judge(control, experiment).results).toEqual(faithful.results)
      }),
    )
  })
})

describe('a config that the strict mode refuses', () => {
  const metric = { name: 'm', groups: ['g'] }
  const canary = (given: Canary) => requestOf(low, high, given)
  const config = (canaryConfig: unknown) => requestOf(low, high, {}, { canaryConfig })
  const thresholds = (pass: unknown, marginal: unknown) =>
    requestOf(low, high, {}, { scoreThresholds: { pass, marginal } })
  const at = '/canaryConfig/metrics/0/analysisConfigurations/canary'
  test.each<readonly [string, KayentaRequest, string, string | null]>([
    ['a misspelt word', canary({ direction: 'increse' }), `${at}/direction`, 'increase'],
    ['a word in capitals', canary({ effectSize: { measure: 'CLES' } }), `${at}/effectSize/measure`, 'cles'],
    ['a misspelt key', canary({ criticl: true }), `${at}/criticl`, 'critical'],
    ['a key at the wrong place', canary({ outliers: { stratgy: 'remove' } }), `${at}/outliers/stratgy`, 'strategy'],
    ['a flag as text', canary({ critical: 'true' }), `${at}/critical`, null],
    ['null for a word', canary({ direction: null }), `${at}/direction`, null],
    ['a negative bound', canary({ effectSize: { allowedIncrease: -1 } }), `${at}/effectSize/allowedIncrease`, null],
    ['a chance over 1', canary({ effectSize: { measure: 'cles', allowedIncrease: 1.1 } }), `${at}/effectSize`, null],
    ['a factor of 0', canary({ outliers: { outlierFactor: 0 } }), `${at}/outliers/outlierFactor`, null],
    [
      'settings under a misspelt key',
      config({ metrics: [{ ...metric, analysisConfiguration: {} }], classifier: {} }),
      '/canaryConfig/metrics/0/analysisConfiguration',
      'analysisConfigurations',
    ],
    [
      'weights under a misspelt key',
      config({ metrics: [metric], classifier: { groupWeight: {} } }),
      '/canaryConfig/classifier/groupWeight',
      'groupWeights',
    ],
    [
      'a metric in no group',
      config({ metrics: [{ name: 'm', groups: [] }], classifier: {} }),
      '/canaryConfig/metrics/0/groups',
      null,
    ],
    [
      'a group twice',
      config({ metrics: [{ name: 'm', groups: ['g', 'g'] }], classifier: {} }),
      '/canaryConfig/metrics/0/groups',
      null,
    ],
    ['a name twice', config({ metrics: [metric, metric], classifier: {} }), '/canaryConfig/metrics/1/name', null],
    ['no metric', config({ metrics: [], classifier: {} }), '/canaryConfig/metrics', null],
    ['no classifier', config({ metrics: [metric] }), '/canaryConfig/classifier', null],
    [
      'another judge',
      config({ judge: { name: 'dredd-v1.0' }, metrics: [metric], classifier: {} }),
      '/canaryConfig/judge/name',
      null,
    ],
    [
      'the weight of a group that is not there',
      config({ metrics: [metric], classifier: { groupWeights: { h: 100 } } }),
      '/canaryConfig/classifier/groupWeights/h',
      'g',
    ],
    [
      'weights over 100',
      config({ metrics: [metric], classifier: { groupWeights: { g: 150 } } }),
      '/canaryConfig/classifier/groupWeights',
      null,
    ],
    [
      'weights under 100',
      config({ metrics: [metric], classifier: { groupWeights: { g: 50 } } }),
      '/canaryConfig/classifier/groupWeights',
      null,
    ],
    [
      'a negative weight',
      config({ metrics: [metric], classifier: { groupWeights: { g: -1 } } }),
      '/canaryConfig/classifier/groupWeights/g',
      null,
    ],
    [
      'a weight of 0, under which a metric counts nowhere',
      config({
        metrics: [metric, { ...metric, name: 'n', groups: ['h'] }],
        classifier: { groupWeights: { g: 100, h: 0 } },
      }),
      '/canaryConfig/classifier/groupWeights/h',
      null,
    ],
    [
      'weights that leave nothing for a group without one',
      config({ metrics: [metric, { ...metric, name: 'n', groups: ['h'] }], classifier: { groupWeights: { g: 100 } } }),
      '/canaryConfig/classifier/groupWeights',
      null,
    ],
    [
      'a weight as text',
      config({ metrics: [metric], classifier: { groupWeights: { g: '100' } } }),
      '/canaryConfig/classifier/groupWeights/g',
      null,
    ],
    ['marginal over pass', thresholds(75, 95), '/scoreThresholds/marginal', null],
    ['a pass of 0', thresholds(0, 0), '/scoreThresholds/pass', null],
    ['a pass over 100', thresholds(101, 50), '/scoreThresholds/pass', null],
    ['a threshold as text', thresholds('95', 75), '/scoreThresholds/pass', null],
    [
      'a pair of an unknown metric',
      requestOf(
        low,
        high,
        {},
        {
          metricSetPairs: [{ name: 'latencies', values: { control: [], experiment: [] } }],
          canaryConfig: { metrics: [{ name: 'latency', groups: ['g'] }], classifier: {} },
        },
      ),
      '/metricSetPairList/0/name',
      null,
    ],
    [
      'a side that is missing',
      requestOf(low, high, {}, { metricSetPairs: [{ name: 'm', values: { control: [] } }] }),
      '/metricSetPairList/0/values/experiment',
      null,
    ],
    [
      'a value of null',
      requestOf(low, high, {}, { metricSetPairs: [{ name: 'm', values: { control: [1, null], experiment: [] } }] }),
      '/metricSetPairList/0/values/control/1',
      null,
    ],
  ])('%s', (_, request, pointer, suggestion) => {
    const [fault] = faultsOf(request)
    expect(fault?.pointer).toBe(pointer)
    if (suggestion !== null) expect(fault?.suggestion).toBe(suggestion)
  })

  test('is told with every fault', () => {
    const faults = faultsOf(requestOf(low, high, { direction: 'up', muted: 1 }, { scoreThresholds: {} }))
    expect(faults.map(({ pointer }) => pointer)).toEqual([
      '/scoreThresholds/pass',
      '/scoreThresholds/marginal',
      `${at}/direction`,
      `${at}/muted`,
    ])
  })

  test('may say anything where the judge does not look', () => {
    const more = {
      name: 'golden',
      applications: ['a'],
      templates: {},
      judge: { name: 'NetflixACAJudge-v1.0', judgeConfigurations: {} },
    }
    const metrics = [{ ...metric, query: { type: 'prometheus', metricName: 'm' }, scopeName: 'default' }]
    const classifier = { groupWeights: { g: 100 }, scoreThresholds: { pass: 95, marginal: 75 } }
    expect(faultsOf(config({ ...more, metrics, classifier }))).toEqual([])
  })
})

describe('the strict mode does not promote on a few values', () => {
  const baseline = Array.from({ length: 60 }, (_, at) => 100 + (at % 13))
  const strict = (control: Values, experiment: Values, canary: Canary = {}) =>
    judgeKayenta(requestOf(control, experiment, canary, { mode: 'strict' }))

  test.each([
    { side: 'the canary', control: baseline, experiment: [101, 500] },
    { side: 'the canary, four of them', control: baseline, experiment: [101, 103, 105, 107] },
    { side: 'the baseline', control: [101, 103], experiment: baseline },
  ])('of $side, however many the other side has', ({ control, experiment }) => {
    const result = strict(control, experiment)
    expect(result.results[0]?.classification).toBe('Nodata')
    expect(result.verdict).not.toBe('promote')
    expect(judgeKayenta(requestOf(control, experiment)).verdict).toBe('promote')
  })

  test('but does from five of each side on', () => {
    expect(strict(baseline, [101, 103, 105, 107, 109]).verdict).toBe('promote')
  })

  test('which zeros have taken the place of, on one side or on both', () => {
    const mostly = ['NaN', 5, ...Array.from({ length: 58 }, () => 'NaN')]
    const replace = { nanStrategy: 'replace' }
    for (const [control, experiment] of [
      [mostly, mostly],
      [baseline, mostly],
      [mostly, baseline],
    ] as const) {
      expect(strict(control, experiment, replace).verdict).not.toBe('promote')
    }
    expect(judgeKayenta(requestOf(mostly, mostly, replace)).verdict).toBe('promote')
    const half = baseline.map((value, at) => (at % 2 === 0 ? value : 'NaN'))
    expect(strict(half, half, replace).verdict).toBe('promote')
  })
})
