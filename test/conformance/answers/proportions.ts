import { binomialTest, fisherExact, proportionDifference, wilsonInterval } from '@kosmos/analysis/hypothesis'
import { z } from 'zod'
import { alternative, type Answer } from './answer.ts'

const sided = z.object({ alternative: alternative.default('two-sided'), confLevel: z.number().default(0.95) })

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
  binomTest: (input) => {
    const { x, n, p0, confLevel, ...asked } = sided
      .extend({ x: z.number(), n: z.number(), p0: z.number().default(0.5) })
      .parse(input)
    const shared = { events: x, total: n }
    const result = binomialTest(shared, p0, { alternative: asked.alternative, level: confLevel })
    const wilson = wilsonInterval(shared, confLevel)
    return {
      p: result.pValue,
      estimate: result.estimate,
      cpLower: result.lower,
      cpUpper: result.upper,
      wilsonLower: wilson.lower,
      wilsonUpper: wilson.upper,
    }
  },
  // Rows are the sides, events first: the first row is the experiment.
  fisherExact: (input) => {
    const { a, b, c, d, ...asked } = sided
      .extend({ a: z.number(), b: z.number(), c: z.number(), d: z.number() })
      .parse(input)
    const { pValue } = fisherExact({ events: c, total: c + d }, { events: a, total: a + b }, asked)
    return { p: pValue }
  },
}
