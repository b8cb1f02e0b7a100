import { describe, expect, test } from 'vitest'
import { drawIndex, seededRandom } from '../../src/numeric/index.ts'

describe('seededRandom', () => {
  test('gives the same numbers for the same seed, and others for another', () => {
    const draw = (seed: number): readonly number[] => Array.from({ length: 5 }, seededRandom(seed))
    expect(draw(7)).toEqual(draw(7))
    expect(draw(7)).not.toEqual(draw(8))
    expect(draw(0)).not.toEqual(draw(1))
  })

  test('is pinned, so that a seed in a document means the same in a year', () => {
    expect(Array.from({ length: 3 }, seededRandom(1))).toEqual([
      0.5636717720710586, 0.8959073941886353, 0.2723428182814803,
    ])
  })

  test('is uniform on [0, 1): moments, extremes and neighbours as they should be', () => {
    const random = seededRandom(42)
    const values = Array.from({ length: 100_000 }, random)
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length
    const square = values.reduce((sum, value) => sum + value * value, 0) / values.length
    const product = values.slice(1).reduce((sum, value, at) => sum + value * (values[at] ?? 0), 0) / values.length
    expect(Math.abs(mean - 1 / 2)).toBeLessThan(0.004)
    expect(Math.abs(square - 1 / 3)).toBeLessThan(0.004)
    expect(Math.abs(product - 1 / 4)).toBeLessThan(0.004)
    expect(Math.min(...values)).toBeGreaterThanOrEqual(0)
    expect(Math.max(...values)).toBeLessThan(1)
    expect(new Set(values).size).toBeGreaterThan(99_990)
  })

  test.each([0.5, NaN, Infinity, 2 ** 53])('refuses the seed %d', (seed) => {
    expect(() => seededRandom(seed)).toThrow(expect.objectContaining({ code: 'invalid-argument' }))
  })
})

describe('drawIndex', () => {
  test('draws every place alike, from the first to the last', () => {
    expect([0, 0.2499, 0.25, 0.9999].map((drawn) => drawIndex(() => drawn, 4))).toEqual([0, 0, 1, 3])
    expect(drawIndex(() => 1 - 2 ** -53, 1_000_000)).toBe(999_999)
  })

  test.each([1, -Number.EPSILON, NaN, Infinity])(
    'refuses a source that gives %d, whose place does not exist',
    (drawn) => {
      expect(() => drawIndex(() => drawn, 4)).toThrow(expect.objectContaining({ code: 'invalid-argument' }))
    },
  )
})
