import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { histogramOf, mergeHistograms } from '../../src/series/index.ts'
import { bucketSeries, seriesOf } from './series-of.ts'

const upTo = (bounds: readonly (readonly [number, number])[]) =>
  bounds.map(([upperBound, count]) => ({ upperBound, count }))

describe('a histogram', () => {
  test('holds the counts of each bucket, ascending, whatever the order of the series', () => {
    const series = bucketSeries([
      ['+Inf', 12],
      ['0.1', 4],
      ['1e-2', 1],
      ['5', 10],
    ])
    const buckets = upTo([
      [0.01, 1],
      [0.1, 3],
      [5, 6],
      [Infinity, 2],
    ])
    expect(histogramOf(series)).toEqual({ kind: 'measured', value: { buckets, total: 12 } })
  })

  test('of nothing observed is measured and empty', () => {
    const empty = histogramOf(
      bucketSeries([
        ['1', 0],
        ['+Inf', 0],
      ]),
    )
    expect(empty).toMatchObject({ kind: 'measured', value: { total: 0 } })
  })

  test('accepts a fall that is only rounding', () => {
    const rounded = histogramOf(
      bucketSeries([
        ['1', 100.000_01],
        ['+Inf', 100],
      ]),
    )
    expect(rounded).toMatchObject({ kind: 'measured', value: { buckets: [{ count: 100.000_01 }, { count: 0 }] } })
  })

  test.each([
    { name: 'no series', series: [], reason: 'no-data' },
    { name: 'a series without a point', series: [seriesOf({ le: '+Inf' })], reason: 'no-data' },
    { name: 'a series without a bound', series: [seriesOf({}, 1)], reason: 'inconsistent' },
    { name: 'an unreadable bound', series: bucketSeries([['fast', 1]]), reason: 'inconsistent' },
    { name: 'an empty bound', series: bucketSeries([['', 1]]), reason: 'inconsistent' },
    { name: 'the bound NaN', series: bucketSeries([['NaN', 1]]), reason: 'inconsistent' },
    { name: 'no +Inf', series: bucketSeries([['1', 1]]), reason: 'inconsistent' },
    {
      name: 'falling counts',
      series: bucketSeries([
        ['1', 10],
        ['2', 8],
        ['+Inf', 12],
      ]),
      reason: 'inconsistent',
    },
    {
      name: 'a bound twice',
      series: bucketSeries([
        ['0.1', 1],
        ['0.10', 1],
        ['+Inf', 2],
      ]),
      reason: 'unexpected-cardinality',
    },
    { name: 'a count that is NaN', series: bucketSeries([['+Inf', NaN]]), reason: 'not-finite' },
    { name: 'a negative count', series: bucketSeries([['+Inf', -1]]), reason: 'negative' },
  ])('with $name is missing as $reason', ({ series, reason }) => {
    expect(histogramOf(series)).toMatchObject({ kind: 'missing', reason })
  })

  test('counts every observation once', () => {
    const observations = fc.array(fc.constantFrom(0.05, 0.3, 2, 9), { maxLength: 40 })
    fc.assert(
      fc.property(observations, (values) => {
        const bounds = [0.1, 1, 5, Infinity]
        const series = bounds.map((bound) =>
          seriesOf({ le: bound === Infinity ? '+Inf' : String(bound) }, values.filter((one) => one <= bound).length),
        )
        expect(histogramOf(series)).toMatchObject({ kind: 'measured', value: { total: values.length } })
      }),
    )
  })
})

describe('merged histograms', () => {
  const one = {
    total: 3,
    buckets: upTo([
      [1, 1],
      [Infinity, 2],
    ]),
  }

  test('hold the sums of their buckets', () => {
    const buckets = upTo([
      [1, 2],
      [Infinity, 4],
    ])
    expect(mergeHistograms([one, one])).toEqual({ kind: 'measured', value: { buckets, total: 6 } })
  })

  test('are missing where the bounds changed, and where there are none', () => {
    const other = {
      total: 3,
      buckets: upTo([
        [2, 1],
        [Infinity, 2],
      ]),
    }
    expect(mergeHistograms([one, other])).toMatchObject({ kind: 'missing', reason: 'inconsistent' })
    expect(mergeHistograms([])).toMatchObject({ kind: 'missing', reason: 'no-data' })
  })
})
