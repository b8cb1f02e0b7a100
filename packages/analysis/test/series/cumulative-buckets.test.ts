import { expect, test } from 'vitest'
import { fromCumulative, histogramQuantile } from '../../src/series/index.ts'

test('counts of equal bounds are added, and a fall is raised, as Prometheus does', () => {
  const histogram = fromCumulative([
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
  expect(histogramQuantile(histogram, 0.8).estimate).toBeCloseTo(0.28, 12)
})

test('no bucket at all is an empty histogram', () => {
  expect(fromCumulative([])).toEqual({ buckets: [], total: 0 })
})
