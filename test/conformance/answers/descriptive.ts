import {
  autocorrelation,
  autocovariance,
  effectiveSampleSize,
  longRunExtraVariance,
  longRunVariance,
  neweyWestLag,
  quantile,
} from '@kosmos/analysis/descriptive'
import { quantileRanks } from '@kosmos/analysis/hypothesis'
import { z } from 'zod'
import { numbers, type Answer } from './answer.ts'

/** Summaries of one sample or series. */
export const descriptiveAnswers: Readonly<Record<string, Answer>> = {
  autocorrelation: (input) => {
    const { x, maxLag } = z.object({ x: numbers, maxLag: z.number() }).parse(input)
    return {
      acf: autocorrelation(x, maxLag),
      neweyWestLag: neweyWestLag(x.length),
      longRunVariance: longRunVariance(x),
      varPop: autocovariance(x, 0)[0],
      essAr1: effectiveSampleSize(x, 'ar1'),
      essNeweyWest: effectiveSampleSize(x),
    }
  },
  longRunExtraVariance: (input) => {
    const { diff, variance } = z.object({ diff: numbers, variance: numbers }).parse(input)
    return { value: longRunExtraVariance(diff, variance) }
  },
  quantileCiRanks: (input) => {
    const { n, q, confLevel } = z.object({ n: z.number(), q: z.number(), confLevel: z.number() }).parse(input)
    const { lower, upper, coverage } = quantileRanks(n, q, confLevel)
    return { lowerRank: lower, upperRank: upper, coverage }
  },
  quantileType7: (input) => {
    const { x, q } = z.object({ x: numbers, q: z.number() }).parse(input)
    return { value: quantile(x, q) }
  },
}
