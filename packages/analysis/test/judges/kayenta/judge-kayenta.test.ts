import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  judgeKayenta,
  judgeKayentaPair,
  type KayentaRequest,
  type KayentaWarningCode,
} from '../../../src/judges/index.ts'
import { requestOf, requestOfAll, valuesAround, type Canary, type Values } from './kayenta-request.ts'

const low = [1, 2, 3, 4, 5]
const high = [11, 12, 13, 14, 15]
const judge = (control: Values, experiment: Values, canary: Canary = {}, seed = 1) =>
  judgeKayenta(requestOf(control, experiment, canary, { seed }))
const classOf = (control: Values, experiment: Values, canary: Canary = {}, seed = 1) =>
  judge(control, experiment, canary, seed).results[0]?.classification
const warningsOf = (request: KayentaRequest): readonly KayentaWarningCode[] =>
  judgeKayenta(request).warnings.map(({ code }) => code)

describe('the faithful mode', () => {
  test.each<{
    readonly fact: string
    readonly sides: readonly [Values, Values]
    readonly is: string
    readonly why: string | null
  }>([
    {
      fact: 'permuted data',
      sides: [
        [1, 2, 3],
        [3, 1, 2],
      ],
      is: 'Pass',
      why: 'The Canary and Baseline data are identical',
    },
    {
      fact: 'zeros of both signs',
      sides: [
        [0, 0, 0],
        [-0, 0, -0],
      ],
      is: 'Pass',
      why: 'The Canary and Baseline data are identical',
    },
    {
      fact: 'the same constant in another length',
      sides: [
        [3, 3],
        [3, 3, 3],
      ],
      is: 'Pass',
      why: null,
    },
    { fact: 'a clear increase', sides: [low, high], is: 'High', why: 'm was classified as High' },
    { fact: 'a clear decrease', sides: [high, low], is: 'Low', why: 'm was classified as Low' },
    {
      fact: 'two values a side that are apart',
      sides: [
        [1, 2],
        [10, 12],
      ],
      is: 'High',
      why: 'm was classified as High',
    },
    { fact: 'one value in the middle of others', sides: [[4, 5, 6, 7], [5]], is: 'Pass', why: null },
    { fact: 'one value far from others', sides: [[4, 5, 6, 7], [50]], is: 'High', why: 'm was classified as High' },
    {
      fact: 'five errors in 25 intervals, zeros being missing',
      sides: [
        ['NaN', 'NaN'],
        [1, 1, 1, 1, 1, 'NaN'],
      ],
      is: 'Nodata',
      why: 'Missing data for m',
    },
  ])('takes $fact for $is', ({ sides: [control, experiment], is, why }) => {
    const [result] = judge(control, experiment).results
    expect([result?.classification, result?.classificationReason]).toEqual([is, why])
  })

  test.each([
    ['increase', 'High', 'Pass'],
    ['decrease', 'Pass', 'Low'],
    ['either', 'High', 'Low'],
  ])('with harm by %s finds an increase %s and a decrease %s', (direction, up, down) => {
    expect([classOf(low, high, { direction }), classOf(high, low, { direction })]).toEqual([up, down])
  })

  test('holds back a change under the allowed one, and is critical only from the critical one on', () => {
    expect(classOf(low, high, { effectSize: { allowedIncrease: 5 } })).toBe('Pass')
    const at = (criticalIncrease: number) => judge(low, high, { critical: true, effectSize: { criticalIncrease } })
    expect(at(10)).toMatchObject({
      results: [{ classification: 'High', critical: false }],
      score: { classificationReason: '' },
    })
    expect(at(4)).toMatchObject({
      results: [{ critical: true, classificationReason: 'The metric m was classified as High (Critical)' }],
      score: { score: 0, classificationReason: 'Canary Failed: The metric m was classified as High (Critical)' },
    })
  })

  test('finds the same constants different in every seed, by noise of a hundred-thousandth', () => {
    const ones = Array.from({ length: 20 }, () => 1)
    for (let seed = 0; seed < 50; seed += 1)
      expect(
        classOf(
          ones,
          ones.map(() => 1.1),
          {},
          seed,
        ),
      ).toBe('High')
    expect(
      warningsOf(
        requestOf(
          ones,
          ones.map(() => 1.1),
        ),
      ),
    ).toContain('noise-decides')
  })

  test('tosses a coin about one value a side', () => {
    const seen = new Set(Array.from({ length: 100 }, (_, seed) => classOf([1], [11], {}, seed)))
    expect(seen).toEqual(new Set(['Error', 'High']))
  })

  test('depends on the seed only for constants', () => {
    expect(judge(valuesAround(1), valuesAround(2), {}, 1)).toEqual(judge(valuesAround(1), valuesAround(2), {}, 2))
    expect(judge([1, 1], [2, 2], {}, 1)).not.toEqual(judge([1, 1], [2, 2], {}, 2))
    expect(judge([1, 1], [2, 2], {}, 7)).toEqual(judge([1, 1], [2, 2], {}, 7))
  })

  test.each([
    ['Pass', 75, 50, 'pass', 'promote'],
    ['Marginal', 101, 50, 'inconclusive', 'hold'],
    ['Fail', 101, 100.5, 'fail', 'rollback'],
  ])('a score of class %s at %d and %d is %s: %s', (classification, pass, marginal, outcome, verdict) => {
    const result = judgeKayenta(requestOf(low, low, {}, { scoreThresholds: { pass, marginal } }))
    expect(result).toMatchObject({ score: { score: 100, classification }, outcome, verdict })
  })

  test('is frozen, and plain JSON', () => {
    const result = judge([1, 'Infinity', 3], [2, 3, 4])
    const isFrozen = (value: unknown): boolean =>
      typeof value !== 'object' || value === null || (Object.isFrozen(value) && Object.values(value).every(isFrozen))
    expect(isFrozen(result)).toBe(true)
    expect(JSON.parse(JSON.stringify(result))).toEqual(result)
    expect(result.results[0]?.control).toMatchObject({ mean: 'NaN', max: 'Infinity', min: 1, count: 3 })
  })

  test('needs a seed, and a mode that there is', () => {
    const { seed: _, ...without } = requestOf(low, high)
    const odd: unknown = JSON.parse('"lenient"')
    for (const request of [without, requestOf(low, high, {}, { mode: odd as 'strict' })]) {
      expect(() => judgeKayenta(request)).toThrow(expect.objectContaining({ code: 'invalid-argument' }))
    }
  })

  test('gives the same class whatever the order of the values', () => {
    const values = fc.array(fc.double({ min: 1, max: 9, noNaN: true }), { minLength: 2, maxLength: 30 })
    fc.assert(
      fc.property(values, values, fc.boolean(), (control, experiment, reverse) => {
        const moved = (list: readonly number[]) => (reverse ? list.toReversed() : [...Float64Array.from(list).sort()])
        const [one, other] = [judge(control, experiment), judge(moved(control), moved(experiment))]
        // The mean is summed in the order of the values: its last digits are free.
        fc.pre(one.results[0]?.interval !== null && Math.abs(Number(one.results[0]?.ratio) - 1) > 1e-9)
        expect(other.results[0]).toMatchObject({
          classification: one.results[0]?.classification,
          interval: one.results[0]?.interval,
        })
      }),
    )
  })

  test('reads typed arrays as it reads lists', () => {
    const typed = { name: 'm', values: { control: Float64Array.from(low), experiment: Float64Array.from(high) } }
    expect(judgeKayenta(requestOf([], [], {}, { metricSetPairs: [typed] }))).toEqual(
      expect.objectContaining({ results: judge(low, high).results.map((result) => ({ ...result })) }),
    )
  })
})

describe('weaknesses of the method that the faithful mode repeats and names', () => {
  const wide = Array.from({ length: 60 }, (_, index) => 100 + (index % 20))
  const cases: readonly (readonly [string, KayentaRequest, string, KayentaWarningCode])[] = [
    [
      'three times as much, with one infinite value',
      requestOf(wide, [...wide.slice(1).map((value) => 3 * value), 'Infinity'], {
        critical: true,
        mustHaveData: true,
        outliers: { strategy: 'remove' },
      }),
      'Pass',
      'infinite-value',
    ],
    [
      'an infinite value of the control',
      requestOf(
        [...wide.slice(1), '-Infinity'],
        wide.map((value) => 3 * value),
      ),
      'Pass',
      'infinite-value',
    ],
    [
      'one value a side that cannot be compared',
      requestOf([5], [6], { critical: true, mustHaveData: true }),
      'Pass',
      'error-ignored',
    ],
    [
      'nothing at all, replaced',
      requestOf(low, [], { critical: true, mustHaveData: true, nanStrategy: 'replace' }),
      'Pass',
      'no-values',
    ],
    [
      'values that double below 0',
      requestOf(
        low.map((value) => -10 - value),
        low.map((value) => -20 - value),
      ),
      'Pass',
      'negative-values',
    ],
    ['two values a side', requestOf([1, 2], [10, 12]), 'Fail', 'too-few-values'],
    [
      'a mean of 0 against an allowed tenfold',
      requestOf(
        [0, 0, 0, 0, 0, 0, 0, 0, 0, 0],
        [0.05, 0.05, 0.0167, 0.0167, 0.0167, 0.05, 0.0333, 0.05, 0.05, 0.1333],
        { effectSize: { allowedIncrease: 10 } },
      ),
      'Fail',
      'zero-mean',
    ],
    ['a unit that is too large', requestOf(valuesAround(1, 1e-6), valuesAround(1.3, 1e-6)), 'Pass', 'tiny-unit'],
    ['an unknown word', requestOf(low, high, { direction: 'INCREASE' }), 'Fail', 'unknown-word'],
    ['everything muted', requestOf(low, low, { muted: true }), 'Fail', 'nothing-counted'],
    ['the same series twice', requestOf(wide, wide), 'Pass', 'identical-samples'],
    [
      'a canary that died half-way',
      requestOf(wide, [...wide.slice(0, 25), ...wide.slice(25).map(() => 'NaN')]),
      'Pass',
      'mostly-missing',
    ],
    [
      'zeros for what is missing',
      requestOf([...low, 'NaN'], low, { nanStrategy: 'replace' }),
      'Pass',
      'replaced-missing',
    ],
    [
      'thresholds out of order',
      requestOf(low, low, {}, { scoreThresholds: { pass: 50, marginal: 75 } }),
      'Pass',
      'thresholds-reversed',
    ],
    ['no pair at all', requestOf(low, low, {}, { metricSetPairs: [] }), 'Fail', 'metric-without-pair'],
  ]
  test.each(cases)('%s', (_, request, classification, warning) => {
    const result = judgeKayenta(request)
    expect(result.score.classification).toBe(classification)
    expect(result.warnings).toContainEqual(expect.objectContaining({ code: warning }))
  })

  test('a metric without data is left out below half of the metrics, and is everything from there on', () => {
    const none = { control: [], experiment: [] }
    const some = { control: low, experiment: low }
    const below = judgeKayenta(
      requestOfAll([
        { name: 'a', ...some },
        { name: 'b', ...some },
        { name: 'c', ...none },
      ]),
    )
    const half = judgeKayenta(
      requestOfAll([
        { name: 'a', ...some },
        { name: 'b', ...none },
      ]),
    )
    expect([below.score.score, half.score.score]).toEqual([100, 0])
    expect(below.warnings.map(({ code }) => code)).toContain('nodata-ignored')
    expect(half.warnings.map(({ code }) => code)).toContain('half-without-data')
  })

  test('weights of absent groups, and of more than 100', () => {
    const lost = { metrics: [{ name: 'm', groups: ['g'] }], classifier: { groupWeights: { g: 50, ghost: 50 } } }
    const over = { metrics: [{ name: 'm', groups: ['g', 'h'] }], classifier: { groupWeights: { g: 100, h: 50 } } }
    const at = (canaryConfig: unknown) => judgeKayenta(requestOf(low, low, {}, { canaryConfig }))
    expect([at(lost).score.score, at(over).score.score]).toEqual([50, 150])
    expect(at(lost).warnings.map(({ code }) => code)).toEqual(['identical-samples', 'weight-lost', 'weights-not-100'])
    expect(at(over).warnings.map(({ code }) => code)).toEqual(['identical-samples', 'weights-not-100'])
  })

  test('the common language effect size overflows from 33,000 values a side on', () => {
    const many = (center: number) => Float64Array.from({ length: 33_000 }, (_, index) => center + (index % 101))
    const [control, experiment] = [many(100), many(140)]
    const settings = { measure: 'cles' } as const
    const faithful = judgeKayentaPair(control, experiment, { seed: 1, settings })
    expect(faithful.result.classification).toBe('Pass')
    expect(faithful.warnings.map(({ code }) => code)).toEqual(['effect-overflow'])
    const strict = judgeKayentaPair(control, experiment, {
      seed: null,
      settings: { ...settings, allowedIncrease: 0.5 },
    })
    expect(strict).toMatchObject({ result: { classification: 'High' }, warnings: [] })
  })

  test('no warning stands where there is nothing to warn of', () => {
    expect(judge(valuesAround(100), valuesAround(101)).warnings).toEqual([])
  })
})
