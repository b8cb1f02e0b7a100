import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { exceedance, fromCumulative, nextBoundary } from '../../src/series/index.ts'
import { vectors } from './series-vectors.ts'

const latency = fromCumulative([
  [0.125, 6],
  [0.5, 9],
  [1, 9],
  [Infinity, 10],
])

describe('observations above a threshold', () => {
  test.each([
    { threshold: 0.5, snap: undefined, expected: { events: 1, total: 10, threshold: 0.5, isExact: true } },
    { threshold: 0.25, snap: undefined, expected: { events: 4, total: 10, threshold: 0.125, isExact: false } },
    { threshold: 0.3125, snap: undefined, expected: { events: 1, total: 10, threshold: 0.5, isExact: false } },
    { threshold: 0.31, snap: undefined, expected: { events: 4, total: 10, threshold: 0.125, isExact: false } },
    { threshold: 7, snap: undefined, expected: { events: 1, total: 10, threshold: 1, isExact: false } },
    { threshold: -7, snap: 'nearest', expected: { events: 4, total: 10, threshold: 0.125, isExact: false } },
    { threshold: 0.4, snap: 'down', expected: { events: 4, total: 10, threshold: 0.125, isExact: false } },
    { threshold: 0.5, snap: 'down', expected: { events: 1, total: 10, threshold: 0.5, isExact: true } },
    { threshold: 0.2, snap: 'up', expected: { events: 1, total: 10, threshold: 0.5, isExact: false } },
    { threshold: 0.125, snap: 'up', expected: { events: 4, total: 10, threshold: 0.125, isExact: true } },
  ] as const)('at $threshold, $snap, are $expected', ({ threshold, snap, expected }) => {
    const options = snap === undefined ? {} : { snap }
    expect(exceedance(latency, threshold, options)).toEqual({ kind: 'measured', value: expected })
  })

  test.each(vectors.classics)('are as many as there are of $sum', ({ cumulative, exceedances }) => {
    const histogram = fromCumulative(cumulative)
    for (const [edge, events] of exceedances) {
      expect(exceedance(histogram, edge)).toMatchObject({ value: { events, threshold: edge, isExact: true } })
    }
  })

  test('are missing where no boundary lies in that direction', () => {
    expect(exceedance(latency, 0.1, { snap: 'down' })).toEqual({
      kind: 'missing',
      reason: 'inconsistent',
      detail: 'No bucket boundary lies down from 0.1',
    })
    expect(exceedance(latency, 1.5, { snap: 'up' })).toMatchObject({ detail: 'No bucket boundary lies up from 1.5' })
    expect(exceedance(fromCumulative([[Infinity, 5]]), 1)).toMatchObject({
      detail: 'No bucket boundary lies anywhere from 1',
    })
  })

  test('are missing where nothing was observed or counts are not sound', () => {
    const of = (count: number, total: number) => exceedance({ total, buckets: [{ upperBound: 1, count }] }, 1)
    expect(of(0, 0)).toEqual({ kind: 'missing', reason: 'no-data', detail: 'The histogram has no observations' })
    for (const [count, total] of [
      [NaN, 1],
      [-1, 1],
      [1, NaN],
      [1, Infinity],
      [Infinity, 1],
    ] as const) {
      expect(of(count, total)).toEqual({
        kind: 'missing',
        reason: 'inconsistent',
        detail: 'The histogram has counts that are negative or not finite',
      })
    }
  })

  test.each([NaN, Infinity, -Infinity])('above %d are refused', (threshold) => {
    expect(() => exceedance(latency, threshold)).toThrow(`Expected threshold to be a finite number, got ${threshold}`)
  })

  test('refuse an unknown direction', () => {
    const options: object = { snap: 'sideways' }
    expect(() => exceedance(latency, 1, options)).toThrow('Expected snap to be nearest, down or up, got sideways')
  })

  test('become fewer as the threshold rises', () => {
    const at = fc.double({ min: -1, max: 2, noNaN: true })
    fc.assert(
      fc.property(at, at, (one, other) => {
        const [low, high] = [Math.min(one, other), Math.max(one, other)].map((value) => exceedance(latency, value))
        if (low?.kind !== 'measured' || high?.kind !== 'measured') throw new Error('there is always a boundary')
        expect(high.value.events).toBeLessThanOrEqual(low.value.events)
      }),
    )
  })
})

test('the boundary after another is the next finite one', () => {
  expect([0, 0.125, 0.2, 0.5, 1, 3].map((above) => nextBoundary(latency, above))).toEqual([
    0.125,
    0.5,
    0.5,
    1,
    null,
    null,
  ])
  expect(nextBoundary({ buckets: [], total: 0 }, 1)).toBeNull()
})
