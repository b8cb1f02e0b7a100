import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { AnalysisError } from '../../../src/errors.ts'
import { judgeKayenta, type KayentaRequest } from '../../../src/judges/index.ts'
import { requestOf, type Canary } from './kayenta-request.ts'

const low = [1, 2, 3, 4, 5]
const high = [11, 12, 13, 14, 15]
const settings = (canary: Canary): KayentaRequest => requestOf(low, high, canary)
const config = (canaryConfig: unknown): KayentaRequest => requestOf(low, high, {}, { canaryConfig })
const pair = (pairs: unknown): KayentaRequest => requestOf(low, high, {}, { metricSetPairs: pairs })
const metric = { name: 'm', groups: ['g'] }
const classifier = {}

function exceptionOf(request: KayentaRequest): string | null {
  try {
    judgeKayenta(request)
    return 'none'
  } catch (error) {
    if (error instanceof AnalysisError && error.is('kayenta-config-invalid')) return error.details.javaException
    throw error
  }
}

describe('what ends a judgement of Kayenta ends the faithful one', () => {
  const nothing = 'java.lang.NullPointerException'
  const cast = 'java.lang.ClassCastException'
  const argument = 'java.lang.IllegalArgumentException'
  const mismatch = 'com.fasterxml.jackson.databind.exc.MismatchedInputException'
  test.each<readonly [string, KayentaRequest, string]>([
    ['a direction of null', settings({ direction: null }), nothing],
    ['a flag as text', settings({ critical: 'true' }), cast],
    ['a bound as text', settings({ effectSize: { allowedIncrease: '1.1' } }), cast],
    ['a whole number over 2³¹ − 1', settings({ effectSize: { allowedIncrease: 2_147_483_648 } }), cast],
    ['an outlier factor of 0', settings({ outliers: { strategy: 'remove', outlierFactor: 0 } }), argument],
    ['an outlier factor of null', settings({ outliers: { strategy: 'remove', outlierFactor: null } }), argument],
    ['no classifier', config({ metrics: [metric] }), nothing],
    ['no groups', config({ metrics: [{ name: 'm' }], classifier }), nothing],
    ['no metrics', config({ classifier }), nothing],
    ['no config', config(null), nothing],
    ['groups that are no list', config({ metrics: [{ name: 'm', groups: 'g' }], classifier }), mismatch],
    [
      'a canary that is no object',
      config({ metrics: [{ ...metric, analysisConfigurations: { canary: [] } }], classifier }),
      mismatch,
    ],
    [
      'weights that are no numbers',
      config({ metrics: [metric], classifier: { groupWeights: { g: 'much' } } }),
      'java.lang.NumberFormatException',
    ],
    ['a weight of null', config({ metrics: [metric], classifier: { groupWeights: { g: null } } }), nothing],
    [
      'a metric that the config has not',
      pair([{ name: 'other', values: { control: [1], experiment: [2] } }]),
      argument,
    ],
    ['a pair without a control', pair([{ name: 'm', values: { experiment: [2] } }]), nothing],
    ['a pair without values', pair([{ name: 'm' }]), nothing],
    ['a value of null', pair([{ name: 'm', values: { control: [1, null], experiment: [2] } }]), nothing],
    ['a value that is no number', pair([{ name: 'm', values: { control: [true], experiment: [2] } }]), mismatch],
    ['a value that is a word', pair([{ name: 'm', values: { control: ['much'], experiment: [2] } }]), mismatch],
    ['pairs of null', pair(null), nothing],
    ['a threshold that is missing', requestOf(low, high, {}, { scoreThresholds: { pass: 95 } }), nothing],
  ])('%s', (_, request, exception) => {
    expect(exceptionOf(request)).toBe(exception)
  })
})

describe('what Kayenta takes in silence, the faithful mode takes', () => {
  const usual = judgeKayenta(settings({}))
  test.each<readonly [string, Canary]>([
    ['unknown words', { direction: 'sideways', nanStrategy: 'ignore', effectSize: { measure: 'CLES' } }],
    ['an unknown strategy, and a factor that is then not used', { outliers: { strategy: 'drop', outlierFactor: -1 } }],
    ['null for false', { critical: null, muted: null, mustHaveData: null }],
    ['null for an object', { outliers: null, effectSize: null }],
    ['keys that it does not know', { directon: 'decrease' }],
  ])('%s', (_, canary) => {
    expect(judgeKayenta(settings(canary)).results).toEqual(usual.results)
  })

  test.each<readonly [string, unknown]>([
    ['no settings', { metrics: [metric], classifier }],
    ['settings of null', { metrics: [{ ...metric, analysisConfigurations: null }], classifier }],
    ['a second metric of the name', { metrics: [metric, { ...metric, groups: ['h'] }], classifier }],
    ['a faulty metric without a pair', { metrics: [metric, { name: 'n', analysisConfigurations: [] }], classifier }],
    ['weights as text', { metrics: [metric], classifier: { groupWeights: { g: '100' } } }],
  ])('%s', (_, canaryConfig) => {
    expect(judgeKayenta(config(canaryConfig))).toMatchObject({ results: usual.results, score: usual.score })
  })

  test('numbers as text, and large ones with a fraction', () => {
    const texts = pair([{ name: 'm', values: { control: ['1', '2e0', '3.0', 4, 5], experiment: high } }])
    expect(judgeKayenta(texts).results[0]?.control).toEqual(usual.results[0]?.control)
    expect(exceptionOf(settings({ effectSize: { allowedIncrease: 3_000_000_000.5 } }))).toBe('none')
  })
})

describe.each(['faithful', 'strict'] as const)('in the %s mode', (mode) => {
  test('names that are special in JavaScript are names', () => {
    const name = '__proto__'
    const canaryConfig: unknown = JSON.parse(
      `{"metrics":[{"name":"${name}","groups":["${name}","constructor"]}],"classifier":{"groupWeights":{"${name}":60,"constructor":40}}}`,
    )
    const metricSetPairs: unknown = JSON.parse(
      `[{"name":"${name}","tags":{"${name}":"x"},"values":{"control":[1,2,3,4,5],"experiment":[11,12,13,14,15]}}]`,
    )
    const result = judgeKayenta(requestOf([], [], {}, { canaryConfig, metricSetPairs, mode }))
    expect(result.results[0]).toMatchObject({ name, classification: 'High', groups: [name, 'constructor'] })
    expect(Object.keys(result.results[0]?.tags ?? {})).toEqual([name])
    expect(result.groupScores.map((group) => group.name)).toEqual([name, 'constructor'])
    expect(Object.hasOwn(Object.prototype, 'x')).toBe(false)
  })

  test('whatever stands in a config, in thresholds or in pairs is judged or refused by name', () => {
    const word = fc.constantFrom(
      'metrics',
      'name',
      'groups',
      'analysisConfigurations',
      'canary',
      'values',
      'control',
      'classifier',
      'groupWeights',
      'm',
      'g',
      'pass',
    )
    const { json } = fc.letrec<{ json: unknown }>((tie) => ({
      json: fc.oneof(
        { maxDepth: 5 },
        fc.constantFrom<unknown>('m', 'NaN', 'increase', 'remove', null, true, 0, -1, 1e300, 95),
        fc.array(tie('json'), { maxLength: 4 }),
        fc.dictionary(word, tie('json'), { maxKeys: 5 }),
      ),
    }))
    fc.assert(
      fc.property(json, json, json, fc.boolean(), (one, other, third, sound) => {
        const request = sound
          ? requestOf(
              [],
              [],
              {},
              {
                mode,
                canaryConfig: { metrics: [{ ...metric, analysisConfigurations: one }], classifier: other },
                metricSetPairs: [{ name: 'm', values: third }],
              },
            )
          : requestOf([], [], {}, { mode, canaryConfig: one, scoreThresholds: other, metricSetPairs: third })
        expect(exceptionOf(request)).not.toBe('')
      }),
      { numRuns: 1000 },
    )
  })
})
