import { proportionDifference } from '@kosmos/analysis/hypothesis'
import { z } from 'zod'
import type { Answer } from './answer.ts'

/** Counts, shares and rates, and p-values together. */
export const proportionAnswers: Readonly<Record<string, Answer>> = {
  newcombe: (input) => {
    const { x1, n1, x2, n2, confLevel } = z
      .object({ x1: z.number(), n1: z.number(), x2: z.number(), n2: z.number(), confLevel: z.number() })
      .parse(input)
    const result = proportionDifference({ events: x2, total: n2 }, { events: x1, total: n1 }, confLevel)
    return {
      diff: result.difference,
      newcombeLower: result.lower,
      newcombeUpper: result.upper,
      wilson1: [result.experiment.lower, result.experiment.upper],
      wilson2: [result.control.lower, result.control.upper],
    }
  },
}
