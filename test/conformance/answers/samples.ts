import { hodgesLehmann, mannWhitney } from '@kosmos/analysis/hypothesis'
import { z } from 'zod'
import { alternative, numbers, type Answer } from './answer.ts'

/** Comparisons of two samples of numbers. */
export const sampleAnswers: Readonly<Record<string, Answer>> = {
  mannWhitney: (input) => {
    const { x, y, method, continuity, ...asked } = z
      .object({
        x: numbers,
        y: numbers,
        alternative,
        method: z.enum(['exact', 'asymptotic']),
        continuity: z.boolean().optional(),
      })
      .parse(input)
    const result = mannWhitney(y, x, {
      alternative: asked.alternative,
      method,
      continuity: continuity ?? true,
    })
    return { U: result.statistic, p: result.pValue }
  },
  hodgesLehmann: (input) => {
    const { x, y, confLevel, method } = z
      .object({ x: numbers, y: numbers, confLevel: z.number(), method: z.enum(['exact', 'asymptotic']) })
      .parse(input)
    const { estimate, lower, upper, rank } = hodgesLehmann(y, x, { level: confLevel, method })
    return { estimate, lower, upper, rankK: rank }
  },
}
