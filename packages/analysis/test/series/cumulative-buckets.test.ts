import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { fromCumulative, histogramQuantile, repairCumulative } from '../../src/series/index.ts'

test('counts of equal bounds are added, and a fall is raised, as Prometheus does', () => {
  const { histogram, raised } = repairCumulative([
    [Infinity, 15],
    [0.1, 4],
    [0.2, 8],
    [0.1, 6],
    [0.4, 15],
  ])
  expect(histogram).toEqual({
    total: 15,
    buckets: [
      { upperBound: 0.1, count: 10 },
      { upperBound: 0.2, count: 0 },
      { upperBound: 0.4, count: 5 },
      { upperBound: Infinity, count: 0 },
    ],
  })
  expect(raised).toBe(1)
  expect(histogramQuantile(histogram, 0.8).estimate).toBeCloseTo(0.28, 12)
})

test('no bucket at all is an empty histogram', () => {
  expect(fromCumulative([])).toEqual({ buckets: [], total: 0 })
})

describe('counts that differ', () => {
  test('by rounding are equal, up or down, and nothing was raised for it', () => {
    for (const second of [1000 * (1 + 1e-12), 1000 * (1 - 1e-12)]) {
      const { histogram, raised } = repairCumulative([
        [1, 1000],
        [2, second],
        [Infinity, 1001],
      ])
      expect(histogram.buckets.map(({ count }) => count)).toEqual([1000, 0, 1])
      expect(raised).toBe(0)
    }
  })

  test('by more are different', () => {
    const { histogram } = repairCumulative([
      [1, 1000],
      [Infinity, 1000 * (1 + 3e-12)],
    ])
    expect(histogram.buckets[1]?.count).toBeGreaterThan(0)
    const fallen = repairCumulative([
      [1, 1000],
      [Infinity, 1000 * (1 - 3e-12)],
    ])
    expect(fallen.raised).toBe(1)
    expect(fallen.histogram.buckets[1]?.count).toBe(0)
  })

  test('from nothing are counted, however small', () => {
    const { histogram, raised } = repairCumulative([
      [1, 1e-300],
      [Infinity, 2e-300],
    ])
    expect(histogram.buckets.map(({ count }) => count)).toEqual([1e-300, 1e-300])
    expect(raised).toBe(0)
  })

  test('in nothing at all are no fall', () => {
    const { raised } = repairCumulative([
      [1, 0],
      [2, 0],
      [Infinity, 0],
    ])
    expect(raised).toBe(0)
  })

  test('are never below 0, even where the first one is', () => {
    expect(repairCumulative([[Infinity, -3]])).toEqual({
      histogram: { buckets: [{ upperBound: Infinity, count: 0 }], total: 0 },
      raised: 1,
    })
  })
})

test('a fall is raised to the highest count before it', () => {
  const { histogram, raised } = repairCumulative([
    [1, 9],
    [2, 5],
    [3, 7],
    [Infinity, 10],
  ])
  expect(histogram.buckets.map(({ count }) => count)).toEqual([9, 0, 0, 1])
  expect(raised).toBe(2)
})

test('counts that only rise are kept as they are', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(1000), { minLength: 1 }), (counts) => {
      let upTo = 0
      const cumulative = counts.map((count, index) => [index, (upTo += count)] as const)
      const { histogram, raised } = repairCumulative(cumulative.toReversed())
      expect(histogram.buckets.map(({ count }) => count)).toEqual(counts)
      expect(histogram.total).toBe(upTo)
      expect(raised).toBe(0)
    }),
  )
})
