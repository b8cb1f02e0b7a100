import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { binomialTest, fisherExact, sampleRatioMismatch } from '../../src/hypothesis/index.ts'
import { relativeError } from '../relative-error.ts'
import { readVectors } from '../vectors/read-vectors.ts'
import { compared } from './compared.ts'
import { alternatives } from './count-vectors.ts'

const proportion = z.object({ events: z.number(), total: z.number() })
const p = z.object({ 'two-sided': z.number(), less: z.number(), greater: z.number() })
const tails = readVectors(
  'count-tails',
  z.object({
    binomial: z.array(proportion.extend({ nullShare: z.number(), p })),
    fisher: z.array(z.object({ experiment: proportion, control: proportion, p })),
    split: z.array(z.object({ counts: z.array(z.number()), weights: z.array(z.number()), p: z.number() })),
  }),
)

/** The worst of these is 1.4e-13, at a p-value of 1e-275. */
const digits = 1e-12

describe('exact p-values far in the tails and of large tables agree with 60-digit sums', () => {
  test.each(tails.binomial)('$events of $total against $nullShare', (one) => {
    for (const alternative of alternatives)
      expect(relativeError(binomialTest(one, one.nullShare, { alternative }).pValue, one.p[alternative])).toBeLessThan(
        digits,
      )
  })

  test.each(tails.fisher)('$experiment against $control', (one) => {
    for (const alternative of alternatives)
      expect(
        relativeError(fisherExact(one.control, one.experiment, { alternative }).pValue, one.p[alternative]),
      ).toBeLessThan(digits)
  })

  test.each(tails.split)('$counts by $weights', ({ counts, weights, p: wanted }) => {
    expect(relativeError(compared(sampleRatioMismatch(counts, weights)).pValue, wanted)).toBeLessThan(digits)
  })
})
