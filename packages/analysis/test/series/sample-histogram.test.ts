import fc from 'fast-check'
import { expect, test } from 'vitest'
import { doublingBounds, histogramOfSamples } from '../../src/series/index.ts'

const sample = fc.double({ min: 1e-6, max: 1e6, noNaN: true })

test('bounds hold all samples, ascend, and lead from each to its double', () => {
  fc.assert(
    fc.property(fc.array(sample, { minLength: 1 }), fc.integer({ min: 1, max: 64 }), (samples, perDoubling) => {
      const bounds = doublingBounds([samples], perDoubling)
      expect(bounds[0]).toBeLessThan(Math.min(...samples))
      expect(bounds.at(-2)).toBeGreaterThanOrEqual(Math.max(...samples))
      expect(bounds.every((bound, at) => at === 0 || bound > (bounds[at - 1] ?? Number.NaN))).toBe(true)
      const widest = bounds.at(-2) ?? Number.NaN
      const known = new Set(bounds)
      expect(bounds.filter((bound) => 2 * bound <= widest && !known.has(2 * bound))).toEqual([])
    }),
  )
})

test('every sample is counted once, in the bucket that holds it', () => {
  fc.assert(
    fc.property(fc.array(sample, { minLength: 1 }), (samples) => {
      const { buckets, total } = histogramOfSamples(samples, doublingBounds([samples], 4))
      expect(total).toBe(samples.length)
      let below = 0
      for (const { upperBound, count } of buckets) {
        below += count
        expect(below).toBe(samples.filter((value) => value <= upperBound).length)
      }
    }),
  )
})

test('histograms of the same bounds add up', () => {
  const bounds = doublingBounds([[1, 3], [0.2]], 2, [0.7])
  expect(bounds).toContain(0.7)
  const [one, two, both] = [[1, 3], [0.2], [1, 3, 0.2]].map((samples) => histogramOfSamples(samples, bounds))
  expect(both?.buckets.map(({ count }) => count)).toEqual(
    one?.buckets.map(({ count }, at) => count + (two?.buckets[at]?.count ?? Number.NaN)),
  )
})

test('what is no number asks for no bound, and leaves a histogram that proves nothing', () => {
  expect(doublingBounds([[Number.NaN, Infinity, 0, -1]], 4)).toEqual([Infinity])
  expect(doublingBounds([], 4)).toEqual([Infinity])
  for (const bad of [Number.NaN, Infinity, -Infinity])
    expect(histogramOfSamples([1, bad], [2, Infinity]).total).toBeNaN()
  expect(histogramOfSamples([], [2, Infinity]).total).toBe(0)
})

test('bounds that cannot hold everything, and no bounds for a doubling, are refused', () => {
  expect(() => histogramOfSamples([1], [2])).toThrow('Infinity')
  expect(() => histogramOfSamples([1], [])).toThrow('Infinity')
  for (const bad of [0, 1.5, 65, Number.NaN])
    expect(() => doublingBounds([[1]], bad)).toThrow('whole number from 1 to 64')
})
