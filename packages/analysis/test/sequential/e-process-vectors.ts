import { z } from 'zod'
import { readVectors } from '../vectors/read-vectors.ts'

const number = z.number()
const numbers = z.array(number)
const looks = z.array(z.object({ control: number, experiment: number, exposureRatio: number }))
const prior = z.object({ rateRatio: number, scale: number, atoms: z.int() })

/** Evidence that is collected look by look, by its definitions in 40 digits. */
export const eProcessVectors = readVectors(
  'e-processes',
  z.object({
    gaussHermite: z.array(z.object({ count: z.int(), nodes: numbers, logWeights: numbers })),
    counts: z.array(z.object({ looks, options: prior, logE: numbers })),
    overdispersed: z.array(
      z.object({
        looks,
        options: prior.extend({ overdispersion: numbers }),
        logE: numbers,
        integral: numbers.optional(),
      }),
    ),
    normal: z.array(z.object({ score: number, information: number, scale: number, logE: number })),
    boundaries: z.array(z.object({ information: number, scale: number, alpha: number, score: number })),
    unknownScale: z.array(
      z.object({
        score: number,
        information: number,
        squares: number,
        count: z.int(),
        scale: number,
        logE: number,
      }),
    ),
    correlated: z.array(
      z.object({ values: numbers, weights: numbers, scale: number, correlations: numbers, logE: numbers }),
    ),
  }),
)
