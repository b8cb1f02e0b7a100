import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { medianOfRows } from '../../src/hypothesis/median-of-rows.ts'

const sample = fc.array(fc.integer({ min: -40, max: 40 }), { minLength: 1, maxLength: 25 })

test('the median of the rows has a quarter of what is between the ends on each side, and is one of it', () => {
  const end = fc.integer({ min: -60, max: 60 })
  fc.assert(
    fc.property(sample, sample, end, end, (one, other, first, second) => {
      const [low, high] = [Math.min(first, second), Math.max(first, second) + 1]
      const [x, y] = [Float64Array.from(one).sort(), Float64Array.from(other).sort()]
      const between = [...x]
        .flatMap((value) => [...y].map((less) => value - less))
        .filter((difference) => difference >= low && difference < high)
      fc.pre(between.length > 0)
      const pivot = medianOfRows(x, y, low, high)
      expect(between).toContain(pivot)
      expect(between.filter((difference) => difference <= pivot).length).toBeGreaterThanOrEqual(between.length / 4)
      expect(between.filter((difference) => difference >= pivot).length).toBeGreaterThanOrEqual(between.length / 4)
    }),
    { numRuns: 500 },
  )
})

test('rows weigh as much as they hold between the ends', () => {
  // Rows of 5, 1 and 1 differences below 100: the long row decides.
  const y = Float64Array.of(0, 1, 2, 3, 4)
  expect(medianOfRows(Float64Array.of(10, 103, 104), y, 0, 100)).toBe(8)
  expect(medianOfRows(Float64Array.of(0), Float64Array.of(0), 5, 6)).toBe(5)
})
