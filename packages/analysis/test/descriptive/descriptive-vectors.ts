import { z } from 'zod'
import { readVectors } from '../vectors/read-vectors.ts'

const numbers = z.array(z.number())
const shares = z.array(z.object({ q: z.number(), value: z.number() }))

/** Summaries that R gave. */
export const { summaries, factors, series, extra } = readVectors(
  'descriptive',
  z.object({
    summaries: z.array(
      z.object({
        values: numbers,
        mean: z.number(),
        variance: z.number(),
        deviation: z.number(),
        median: z.number(),
        medianDeviation: z.number(),
        quantiles: shares,
        smooth: shares,
      }),
    ),
    factors: z.array(z.object({ values: numbers, mean: z.number() })),
    series: z.array(
      z.object({
        values: numbers,
        maxLag: z.number(),
        correlations: numbers,
        covariances: numbers,
        lags: z.number(),
        longRun: z.number(),
        longRunOfTwo: z.number(),
        ar1: z.number(),
        neweyWest: z.number(),
      }),
    ),
    extra: z.array(z.object({ differences: numbers, sampling: numbers, value: z.number() })),
  }),
)
