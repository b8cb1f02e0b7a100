import {
  brunnerMunzel,
  effectSize,
  equivalence,
  geometricMeanRatio,
  hodgesLehmann,
  hodgesLehmannRatio,
  mannWhitney,
  quantileRatio,
  welchT,
} from '@kosmos/analysis/hypothesis'
import { z } from 'zod'
import { alternative, compared, numbers, type Answer } from './answer.ts'

const pair = z.object({ x: numbers, y: numbers })
const test = pair.extend({ alternative: alternative.default('two-sided') })

/** Comparisons of two samples of numbers: the file's x is the experiment, y the control. */
export const sampleAnswers: Readonly<Record<string, Answer>> = {
  mannWhitney: (input) => {
    const { x, y, method, continuity, ...asked } = test
      .extend({ method: z.enum(['exact', 'asymptotic', 'exact-ties']), continuity: z.boolean().optional() })
      .parse(input)
    const result = compared(
      mannWhitney(y, x, {
        alternative: asked.alternative,
        method: method === 'exact-ties' ? 'exact' : method,
        continuity: continuity ?? true,
      }),
    )
    return { U: result.statistic, p: result.pValue }
  },
  hodgesLehmann: (input) => {
    const { x, y, confLevel, method } = pair
      .extend({ confLevel: z.number(), method: z.enum(['exact', 'asymptotic']) })
      .parse(input)
    const { estimate, lower, upper, rank } = compared(hodgesLehmann(y, x, { level: confLevel, method }))
    return { estimate, lower, upper, rankK: rank }
  },
  // The file asks for P(x < y): ours is P(experiment > control), its mirror image.
  brunnerMunzel: (input) => {
    const { x, y, confLevel, ...asked } = test.extend({ confLevel: z.number() }).parse(input)
    const of = (method: 't' | 'normal') =>
      compared(brunnerMunzel(y, x, { alternative: asked.alternative, level: confLevel, method }))
    const result = of('t')
    return {
      statistic: -result.statistic,
      df: result.degreesOfFreedom,
      p: result.pValue,
      pNormal: of('normal').pValue,
      estimate: 1 - result.estimate,
      lower: 1 - result.upper,
      upper: 1 - result.lower,
    }
  },
  welchT: (input) => {
    const { x, y, confLevel, mu, ...asked } = test
      .extend({ confLevel: z.number().default(0.95), mu: z.number().default(0) })
      .parse(input)
    const result = compared(welchT(y, x, { alternative: asked.alternative, level: confLevel, nullValue: mu }))
    return {
      t: result.statistic,
      df: result.degreesOfFreedom,
      p: result.pValue,
      lower: result.lower,
      upper: result.upper,
      diff: result.difference,
    }
  },
  tostWelch: (input) => {
    const { x, y, margin, alpha } = pair.extend({ margin: z.number(), alpha: z.number() }).parse(input)
    const result = compared(equivalence(y, x, { margin, alpha }))
    return {
      pUpper: result.pUpper,
      pLower: result.pLower,
      p: result.pValue,
      [`ci${Math.round(100 * (1 - 2 * alpha))}`]: [result.lower, result.upper],
    }
  },
  cliffsDelta: (input) => {
    const { x, y } = pair.parse(input)
    const result = compared(effectSize(y, x))
    return { delta: result.cliffsDelta, cles: result.commonLanguage }
  },
  geometricMeanRatio: (input) => {
    const { x, y, confLevel } = pair.extend({ confLevel: z.number().default(0.95) }).parse(input)
    const { estimate, lower, upper } = compared(geometricMeanRatio(y, x, { level: confLevel }))
    return { ratio: estimate, value: estimate, lower, upper }
  },
  hodgesLehmannRatio: (input) => {
    const { x, y, confLevel } = pair.extend({ confLevel: z.number().default(0.95) }).parse(input)
    const { estimate, lower, upper } = compared(hodgesLehmannRatio(y, x, { level: confLevel }))
    return { ratio: estimate, value: estimate, lower, upper }
  },
  quantileRatioMover: (input) => {
    const { canary, baseline, q, confLevel } = z
      .object({ canary: numbers, baseline: numbers, q: z.number(), confLevel: z.number() })
      .parse(input)
    const result = compared(quantileRatio(baseline, canary, q, { level: confLevel }))
    return {
      canary: result.experiment,
      baseline: result.control,
      ratio: result.estimate,
      lower: result.lower,
      upper: result.upper,
    }
  },
}
