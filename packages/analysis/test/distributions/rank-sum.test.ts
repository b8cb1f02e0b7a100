import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { rankSumCdf, rankSumDistribution, rankSumQuantile } from '../../src/distributions/index.ts'
import { relativeError } from '../relative-error.ts'
import { readVectors } from '../vectors/read-vectors.ts'

const pairs = z.array(z.tuple([z.number(), z.number()]))
const { rankSum } = readVectors(
  'distributions',
  z.object({ rankSum: z.array(z.object({ n: z.number(), m: z.number(), cdf: pairs, quantiles: pairs })) }),
)

describe.each(rankSum)('the rank-sum law of $n and $m', ({ n, m, cdf, quantiles }) => {
  test('agrees with whole-number counting', () => {
    for (const [u, wanted] of cdf) expect(relativeError(rankSumCdf(u, n, m), wanted)).toBeLessThan(1e-13)
    for (const [p, wanted] of quantiles) expect(rankSumQuantile(p, n, m)).toBe(wanted)
  })

  test('is symmetric, does not care which sample is which, and adds up to 1', () => {
    const law = rankSumDistribution(n, m)
    expect([...law].reverse()).toEqual([...law])
    expect([...rankSumDistribution(m, n)]).toEqual([...law])
    expect(Math.abs(law.reduce((sum, p) => sum + p, 0) - 1)).toBeLessThan(1e-13)
  })
})

test('the rank-sum law is 0 below 0 and 1 above n·m', () => {
  expect([rankSumCdf(-1, 3, 4), rankSumCdf(12, 3, 4), rankSumCdf(99, 3, 4)]).toEqual([0, 1, 1])
})

test.each([
  [0, 5],
  [5, 0],
  [2.5, 3],
  [NaN, 3],
  [600, 600],
])('the rank-sum law of %d and %d values is refused', (n, m) => {
  expect(() => rankSumDistribution(n, m)).toThrow(expect.objectContaining({ code: 'invalid-argument' }))
})

test('a statistic or a probability that is no number is refused', () => {
  expect(() => rankSumCdf(NaN, 3, 4)).toThrow(expect.objectContaining({ code: 'invalid-argument' }))
  expect(() => rankSumQuantile(NaN, 3, 4)).toThrow(expect.objectContaining({ code: 'invalid-argument' }))
})
