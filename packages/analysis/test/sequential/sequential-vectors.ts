import { z } from 'zod'
import { readVectors } from '../vectors/read-vectors.ts'

const number = z.number()
const numbers = z.array(number)
const sides = z.union([z.literal(1), z.literal(2)])
const tuning = z.object({ tightestAt: number, tightestAlpha: number })
const at = z.object({ tightestAt: number })
const limits = z.object({ below: number, above: number })
const scale = z.object({ scale: number })
const stitches = z.object({ from: number, decay: number, epochRatio: number })
const counted = z.tuple([number, number]).transform(([events, total]) => ({ events, total }))

const evidenceOf = <Options extends z.ZodType>(options: Options) =>
  z.array(z.object({ s: number, v: number, options, logE: number }))
const boundOf = <Options extends z.ZodType>(options: Options) =>
  z.array(z.object({ v: number, alpha: number, options, bound: number }))

/** Evidence and bounds by their definitions in 40 digits. */
export const sequentialVectors = readVectors(
  'sequential',
  z.object({
    subGaussian: evidenceOf(tuning.extend({ sides })),
    betaBinomial: evidenceOf(tuning.extend({ sides }).extend(limits.shape)),
    gammaExponential: evidenceOf(tuning.extend(scale.shape)),
    gammaPoisson: evidenceOf(tuning.extend(scale.shape)),
    bounds: z.object({
      subGaussian: boundOf(tuning.extend({ sides })),
      betaBinomial: boundOf(tuning.extend({ sides }).extend(limits.shape)),
      gammaExponential: boundOf(at.extend(scale.shape)),
      gammaPoisson: boundOf(at.extend(scale.shape)),
      stitched: boundOf(stitches.extend(scale.shape)),
      doubleStitched: z.array(
        z.object({
          quantile: number,
          n: number,
          alpha: number,
          options: stitches.extend({ fineness: number }),
          bound: number,
        }),
      ),
      empiricalProcess: z.array(
        z.object({ n: number, alpha: number, options: z.object({ from: number, factor: number }), bound: number }),
      ),
    }),
    dirichlet: z.array(z.object({ counts: numbers, weights: numbers, concentration: number, logE: number })),
    hypergeometric: z.array(
      z.object({
        looks: z.array(z.object({ control: counted, experiment: counted })),
        oddsRatio: number,
        scale: number,
        atoms: number,
        logE: number,
      }),
    ),
    spending: z.array(
      z.object({ fractions: numbers, options: z.object({ alpha: number, power: number, sides }), z: numbers }),
    ),
    quantileComparison: z.array(
      z.object({
        control: numbers,
        experiment: numbers,
        options: tuning.extend({ quantile: number }),
        logE: number,
      }),
    ),
    quantileRanks: z.array(
      z.object({ n: number, quantile: number, alpha: number, options: at, lower: number, upper: number }),
    ),
    bernoulli: z.array(
      z.object({ events: number, total: number, alpha: number, options: at, lower: number, oneLessUpper: number }),
    ),
  }),
)

/** |got − wanted| as a share of the larger of |wanted| and 1: evidence near 0 is as good as none. */
export function evidenceError(got: number, wanted: number): number {
  return Math.abs(got - wanted) / Math.max(1, Math.abs(wanted))
}
