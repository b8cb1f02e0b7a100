import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { fromCumulative, quantileRatioBounds, ratioOfBounds } from '../../src/series/index.ts'

const all = (lower: number, upper: number) =>
  fromCumulative([
    [lower, 0],
    [upper, 9],
    [Infinity, 9],
  ])

describe('the bounds of a ratio of quantiles', () => {
  test('divide the experiment by the control, each by the far end of the other', () => {
    expect(quantileRatioBounds(all(1, 2), all(3, 8), 0.5)).toEqual({
      kind: 'measured',
      value: { lower: 1.5, upper: 8 },
    })
  })

  test('are open above where the control may be 0 or the experiment is open', () => {
    const first = fromCumulative([
      [2, 9],
      [Infinity, 9],
    ])
    const open = fromCumulative([
      [2, 0],
      [Infinity, 9],
    ])
    expect(quantileRatioBounds(first, all(1, 4), 0.5)).toMatchObject({ value: { lower: 0.5, upper: Infinity } })
    expect(quantileRatioBounds(all(1, 4), open, 0.5)).toMatchObject({ value: { lower: 0.5, upper: Infinity } })
    expect(quantileRatioBounds(open, all(1, 4), 0.5)).toMatchObject({ value: { lower: 0, upper: 2 } })
    expect(quantileRatioBounds(open, open, 0.5)).toMatchObject({ value: { lower: 0, upper: Infinity } })
  })

  test('of two zeros are any ratio', () => {
    const zero = { lower: 0, upper: 0 }
    expect(ratioOfBounds(zero, zero)).toEqual({ kind: 'measured', value: { lower: 0, upper: Infinity } })
  })

  test('are missing where a side observed nothing, and say which', () => {
    const none = fromCumulative([
      [1, 0],
      [Infinity, 0],
    ])
    expect(quantileRatioBounds(none, all(1, 2), 0.5)).toEqual({
      kind: 'missing',
      reason: 'no-data',
      detail: 'The control has no observations',
    })
    expect(quantileRatioBounds(all(1, 2), none, 0.5)).toMatchObject({ detail: 'The experiment has no observations' })
  })

  test('are missing where a quantile may be below 0, and say which', () => {
    expect(quantileRatioBounds(all(-1, 2), all(1, 2), 0.5)).toEqual({
      kind: 'missing',
      reason: 'negative',
      detail: 'The quantile of the control may be below 0: no ratio holds',
    })
    expect(quantileRatioBounds(all(1, 2), all(-1, 2), 0.5)).toMatchObject({
      detail: 'The quantile of the experiment may be below 0: no ratio holds',
    })
  })

  test('refuse a quantile above 1', () => {
    expect(() => quantileRatioBounds(all(1, 2), all(1, 2), 1.5)).toThrow('Expected quantile to be between 0 and 1')
  })

  test('hold the ratio of the order statistics', () => {
    const side = fc.array(fc.double({ min: 0.01, max: 20, noNaN: true }), { minLength: 1, maxLength: 40 })
    const bounds = [0.1, 0.5, 1, 2, 4, 8, Infinity]
    const histogram = (values: readonly number[]) =>
      fromCumulative(bounds.map((bound) => [bound, values.filter((value) => value <= bound).length] as const))
    const statistic = (values: readonly number[], q: number) =>
      values.toSorted((one, other) => one - other)[Math.max(1, Math.ceil(q * values.length)) - 1] ?? NaN
    fc.assert(
      fc.property(side, side, fc.double({ min: 0, max: 1, noNaN: true }), (control, experiment, q) => {
        const result = quantileRatioBounds(histogram(control), histogram(experiment), q)
        const ratio = statistic(experiment, q) / statistic(control, q)
        if (result.kind === 'missing') throw new Error(result.detail)
        expect(result.value.lower).toBeLessThanOrEqual(ratio)
        expect(result.value.upper).toBeGreaterThanOrEqual(ratio)
      }),
    )
  })
})
