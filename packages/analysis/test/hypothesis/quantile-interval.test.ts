import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { quantileInterval, quantileRanks } from '../../src/hypothesis/index.ts'

const count = (length: number): readonly number[] => Array.from({ length }, (_, at) => at + 1)

describe('the ranks of an interval of a quantile', () => {
  // R: qbinom(.025, n, q), qbinom(.975, n, q) + 1, pbinom(upper - 1) - pbinom(lower - 1).
  test.each([
    { n: 100, q: 0.9, level: 0.95, ranks: { lower: 84, upper: 96 }, coverage: 0.955690107191223 },
    { n: 200, q: 0.99, level: 0.95, ranks: { lower: 195, upper: 201 }, coverage: 0.983977093090822 },
    { n: 10, q: 0.5, level: 0.9, ranks: { lower: 2, upper: 9 }, coverage: 0.978515625 },
  ])('are those of R for p$q of $n', ({ n, q, level, ranks, coverage }) => {
    const result = quantileRanks(n, q, level)
    expect(result).toMatchObject(ranks)
    expect(result.coverage).toBeCloseTo(coverage, 14)
  })

  test('cover at least as often as asked, and the mirrored quantile mirrors them', () => {
    const share = fc.double({ min: 0.01, max: 0.99, noNaN: true })
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 400 }), share, share, (n, q, level) => {
        const { lower, upper, coverage } = quantileRanks(n, q, level)
        expect(coverage).toBeGreaterThanOrEqual(level - 1e-12)
        expect(lower >= 0 && upper <= n + 1 && lower < upper).toBe(true)
      }),
    )
    expect(quantileRanks(50, 0.2, 0.9)).toMatchObject({ lower: 51 - quantileRanks(50, 0.8, 0.9).upper })
  })

  test.each([
    [0, 0.5, 0.9],
    [1.5, 0.5, 0.9],
    [9, 0, 0.9],
    [9, 1, 0.9],
    [9, NaN, 0.9],
    [9, 0.5, 0],
    [9, 0.5, 1],
    [NaN, 0.5, 0.9],
  ])('refuse %d values, quantile %d, level %d', (n, q, level) => {
    expect(() => quantileRanks(n, q, level)).toThrow(expect.objectContaining({ code: 'invalid-argument' }))
  })
})

describe('the interval of a quantile', () => {
  test('is three values of the sample', () => {
    const values = [...count(100)].reverse()
    expect(quantileInterval(values, 0.9)).toEqual({
      estimate: 90,
      lower: 84,
      upper: 96,
      level: 0.95,
      coverage: quantileRanks(100, 0.9, 0.95).coverage,
    })
    expect(values[0]).toBe(100)
  })

  test('takes the order statistic ⌈q·n⌉, whatever the rounding of q·n', () => {
    expect(quantileInterval(count(100), 0.07)?.estimate).toBe(7)
    expect(quantileInterval(count(10), 0.25)?.estimate).toBe(3)
    expect(quantileInterval([5], 0.01)?.estimate).toBe(5)
  })

  test('is open where the sample is too small', () => {
    expect(quantileInterval(count(368), 0.99)?.upper).toBe(368)
    expect(quantileInterval(count(367), 0.99)?.upper).toBe(Infinity)
    expect(quantileInterval(count(72), 0.05)?.lower).toBe(1)
    expect(quantileInterval(count(71), 0.05)?.lower).toBe(-Infinity)
  })

  test('does not exist for nothing, nor with NaN', () => {
    expect(quantileInterval([], 0.5)).toBeNull()
    expect(() => quantileInterval([1, NaN], 0.5)).toThrow('Expected values to be finite numbers, got NaN at index 1')
    expect(() => quantileRanks(0, 0.5, 0.9)).toThrow('Expected n to be a whole number from 1, got 0')
  })
})
