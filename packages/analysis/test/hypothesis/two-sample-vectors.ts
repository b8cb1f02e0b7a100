import { z } from 'zod'
import { readVectors } from '../vectors/read-vectors.ts'

const numbers = z.array(z.number())
const pValue = z.object({ 'two-sided': z.number(), less: z.number(), greater: z.number() })
/** JSON has no infinite numbers. */
const end = z.union([z.number(), z.literal('Infinity').transform(() => Number.POSITIVE_INFINITY)])

/** Comparisons that SciPy and the definitions gave. */
export const { pairs, permutations } = readVectors(
  'two-samples',
  z.object({
    pairs: z.array(
      z.object({
        control: numbers,
        experiment: numbers,
        welch: z.array(
          z.object({
            null: z.number(),
            p: pValue,
            df: z.number(),
            difference: z.number(),
            lower: z.number(),
            upper: z.number(),
            lower90: z.number(),
            upper90: z.number(),
          }),
        ),
        brunner: z.object({ estimate: z.number(), statistic: z.number(), p: pValue }),
        quantiles: z.array(
          z.object({
            q: z.number(),
            level: z.number(),
            control: z.number(),
            experiment: z.number(),
            lower: z.number(),
            upper: end,
          }),
        ),
      }),
    ),
    permutations: z.array(
      z.object({
        control: numbers,
        experiment: numbers,
        less: z.number(),
        greater: z.number(),
        meanLess: z.number(),
        meanGreater: z.number(),
        count: z.number(),
      }),
    ),
  }),
)
