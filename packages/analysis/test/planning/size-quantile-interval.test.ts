import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { quantileInterval, quantileRanks } from '../../src/hypothesis/index.ts'
import { sizeQuantileInterval } from '../../src/planning/index.ts'

test.each([
  { q: 0.5, lower: 6, upper: 6 },
  { q: 0.9, lower: 2, upper: 36 },
  { q: 0.95, lower: 2, upper: 72 },
  { q: 0.99, lower: 1, upper: 368 },
  { q: 0.999, lower: 1, upper: 3688 },
  { q: 0.01, lower: 368, upper: 1 },
])('the interval of p$q at 95 % has limits from $lower and $upper values on', ({ q, lower, upper }) => {
  expect(sizeQuantileInterval(q)).toEqual({ lower, upper })
  const values = (n: number) => Array.from({ length: n }, (_, at) => at)
  expect(quantileInterval(values(upper), q)?.upper).toBeLessThan(Infinity)
  expect(quantileInterval(values(lower), q)?.lower).toBeGreaterThan(-Infinity)
  if (upper > 1) expect(quantileInterval(values(upper - 1), q)?.upper).toBe(Infinity)
  if (lower > 1) expect(quantileInterval(values(lower - 1), q)?.lower).toBe(-Infinity)
})

test('sizes are the first at which the ranks lie among the values', () => {
  const share = fc.double({ min: 0.02, max: 0.98, noNaN: true })
  fc.assert(
    fc.property(share, share, (q, level) => {
      const { lower, upper } = sizeQuantileInterval(q, level)
      const has = (n: number) => quantileRanks(n, q, level)
      expect([has(lower).lower >= 1, has(upper).upper <= upper]).toEqual([true, true])
      if (lower > 1) expect(has(lower - 1).lower).toBe(0)
      if (upper > 1) expect(has(upper - 1).upper).toBe(upper)
    }),
  )
})

// qbinom(1/32, 5, 1/2) is 0 and qbinom(31/32, 5, 1/2) is 4: a share that is met exactly is met on the upper side.
test('a level that is met exactly follows R', () => {
  expect(sizeQuantileInterval(0.5, 0.9375)).toEqual({ lower: 6, upper: 5 })
  expect(sizeQuantileInterval(0.5, 0.5)).toEqual({ lower: 3, upper: 2 })
})

test.each([
  [0, 0.9, 'quantile to be'],
  [1, 0.9, 'quantile to be'],
  [NaN, 0.9, 'quantile to be'],
  [0.5, 1, 'level to be'],
  [0.5, 0, 'level to be'],
  [1e-300, 0.9, 'q to be a share that fewer than 2⁵³ values have limits for, got 1e-300'],
  [1 - 2 ** -53, 0.9, 'q to be a share that fewer than 2⁵³ values have limits for'],
])('quantile %d at level %d is refused', (q, level, words) => {
  expect(() => sizeQuantileInterval(q, level)).toThrow(`Expected ${words}`)
})
