import { z } from 'zod'
import { readVectors } from '../vectors/read-vectors.ts'

const proportion = z.object({ events: z.number(), total: z.number() })

/** Comparisons that scipy, counting and solving gave. */
export const { samples, proportions } = readVectors(
  'hypothesis',
  z.object({
    samples: z.array(
      z.object({
        control: z.array(z.number()),
        experiment: z.array(z.number()),
        level: z.number(),
        method: z.enum(['exact', 'asymptotic']),
        statistic: z.number(),
        pValue: z.object({ 'two-sided': z.number(), less: z.number(), greater: z.number() }),
        estimate: z.number(),
        lower: z.number(),
        upper: z.number(),
        rank: z.number(),
      }),
    ),
    proportions: z.array(
      z.object({
        control: proportion,
        experiment: proportion,
        level: z.number(),
        difference: z.number(),
        lower: z.number(),
        upper: z.number(),
      }),
    ),
  }),
)
