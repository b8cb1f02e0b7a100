import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { fromCumulative, histogramQuantile } from '../../src/series/index.ts'

const latency = fromCumulative([
  [0.1, 20],
  [0.5, 80],
  [1, 90],
  [Infinity, 100],
])

describe("a histogram's quantile", () => {
  test.each([
    { quantile: 0.1, estimate: 0.05, lower: 0, upper: 0.1 },
    { quantile: 0.2, estimate: 0.1, lower: 0, upper: 0.1 },
    { quantile: 0.5, estimate: 0.3, lower: 0.1, upper: 0.5 },
    { quantile: 0.85, estimate: 0.75, lower: 0.5, upper: 1 },
    { quantile: 0.95, estimate: 1, lower: 1, upper: Infinity },
    { quantile: 1, estimate: 1, lower: 1, upper: Infinity },
    { quantile: -0.1, estimate: -Infinity, lower: -Infinity, upper: Infinity },
    { quantile: 1.1, estimate: Infinity, lower: -Infinity, upper: Infinity },
  ])('$quantile is interpolated as Prometheus does', ({ quantile, estimate, lower, upper }) => {
    const result = histogramQuantile(latency, quantile)
    expect(result.estimate).toBeCloseTo(estimate, 12)
    expect([result.lower, result.upper]).toEqual([lower, upper])
  })

  test('in a first bucket that ends at or below zero is its bound', () => {
    const negative = fromCumulative([
      [-1, 5],
      [Infinity, 5],
    ])
    expect(histogramQuantile(negative, 0.5)).toEqual({ estimate: -1, lower: -Infinity, upper: -1 })
  })

  test('0 of an empty first bucket has no point, as in Prometheus, and the bounds of the smallest observation', () => {
    const gap = fromCumulative([
      [0.1, 0],
      [0.2, 0],
      [0.4, 3],
      [Infinity, 10],
    ])
    expect(histogramQuantile(gap, 0)).toEqual({ estimate: null, lower: 0.2, upper: 0.4 })
    expect(histogramQuantile(gap, 0.3)).toEqual({ estimate: 0.4, lower: 0.2, upper: 0.4 })
    expect(histogramQuantile(gap, 0.31)).toEqual({ estimate: 0.4, lower: 0.4, upper: Infinity })
  })

  test('in a first bucket that ends at 0 is 0', () => {
    const zeros = fromCumulative([
      [0, 5],
      [1, 10],
      [Infinity, 10],
    ])
    expect(histogramQuantile(zeros, 0.5)).toEqual({ estimate: 0, lower: -Infinity, upper: 0 })
    expect(histogramQuantile(zeros, 0.75)).toEqual({ estimate: 0.5, lower: 0, upper: 1 })
    const none = fromCumulative([
      [0, 0],
      [1, 10],
      [Infinity, 10],
    ])
    expect(histogramQuantile(none, 0)).toEqual({ estimate: 0, lower: 0, upper: 1 })
  })

  test('in a later bucket of negative values is interpolated', () => {
    const negative = fromCumulative([
      [-4, 0],
      [-2, 10],
      [Infinity, 10],
    ])
    expect(histogramQuantile(negative, 0.25)).toEqual({ estimate: -3.5, lower: -4, upper: -2 })
    expect(histogramQuantile(negative, 0)).toEqual({ estimate: -4, lower: -4, upper: -2 })
  })

  test('of observations in the open bucket only is the last finite bound', () => {
    const beyond = fromCumulative([
      [1, 0],
      [Infinity, 4],
    ])
    expect(histogramQuantile(beyond, 0.5)).toEqual({ estimate: 1, lower: 1, upper: Infinity })
  })

  test.each([
    {
      name: 'nothing observed',
      histogram: fromCumulative([
        [1, 0],
        [Infinity, 0],
      ]),
      quantile: 0.5,
    },
    { name: 'no finite bucket', histogram: fromCumulative([[Infinity, 5]]), quantile: 0.5 },
    {
      name: 'no open bucket',
      histogram: fromCumulative([
        [1, 3],
        [2, 5],
      ]),
      quantile: 0.5,
    },
    {
      name: 'a count that is NaN',
      histogram: {
        total: 4,
        buckets: [
          { upperBound: 1, count: NaN },
          { upperBound: Infinity, count: 4 },
        ],
      },
      quantile: 0.5,
    },
    {
      name: 'a count below 0',
      histogram: {
        total: 4,
        buckets: [
          { upperBound: 1, count: -1 },
          { upperBound: Infinity, count: 5 },
        ],
      },
      quantile: 0.5,
    },
    { name: 'a total that is infinite', histogram: { total: Infinity, buckets: latency.buckets }, quantile: 0.5 },
    { name: 'the quantile NaN', histogram: latency, quantile: NaN },
  ])('of $name is unknown', ({ histogram, quantile }) => {
    expect(histogramQuantile(histogram, quantile)).toEqual({ estimate: null, lower: -Infinity, upper: Infinity })
  })

  test('stands in the bucket that holds the order statistic of its rank', () => {
    const bounds = [1, 2, 4, 8, Infinity]
    const values = fc.array(fc.double({ min: 0.01, max: 12, noNaN: true }), { minLength: 1, maxLength: 60 })
    fc.assert(
      fc.property(values, fc.double({ min: 0.01, max: 1, noNaN: true }), (observed, quantile) => {
        const histogram = fromCumulative(
          bounds.map((bound) => [bound, observed.filter((value) => value <= bound).length] as const),
        )
        const sorted = observed.toSorted((one, other) => one - other)
        const held = sorted[Math.ceil(quantile * observed.length) - 1] ?? NaN
        const { lower, upper } = histogramQuantile(histogram, quantile)
        expect(lower < held && held <= upper).toBe(true)
      }),
    )
  })
})
