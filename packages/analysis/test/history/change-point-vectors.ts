import { z } from 'zod'
import { readVectors } from '../vectors/read-vectors.ts'

const series = z.array(z.number())

/** Candidates and change points by make-change-points.py. */
export const { candidates, cases } = readVectors(
  'change-points',
  z.object({
    candidates: z.array(z.object({ series, power: z.number(), index: z.int(), statistic: z.number() })),
    cases: z.array(
      z.object({
        series,
        options: z.object({
          windowLength: z.int().default(50),
          maxPValue: z.number().default(0.001),
          minMagnitude: z.number().default(0),
          retest: z.enum(['neighbours', 'otava']),
        }),
        points: z.array(
          z.object({
            index: z.int(),
            pValue: z.number(),
            meanBefore: z.number(),
            meanAfter: z.number(),
            magnitude: z.number(),
          }),
        ),
      }),
    ),
  }),
)
