import { z } from 'zod'
import { AnalysisError } from '../errors.ts'
import { parseDuration } from './duration.ts'
import { parseFloor } from './floor.ts'
import { parseMargin, type Margin } from './margin.ts'
import { parseMultiple } from './multiple.ts'
import { parseQuantile } from './quantile.ts'
import { parsePercentage, parseShare } from './share.ts'

/** `5m` → milliseconds. */
export const durationSchema = unitSchema('A duration such as 30s, 5m or 1h30m', parseDuration)

/** `10%` → 0.1, never above 100 %. */
export const shareSchema = unitSchema('A share between 0% and 100%', parseShare)

/** `250%` → 2.5. */
export const percentageSchema = unitSchema('A percentage such as 10%', parsePercentage)

/** `>= 80%` → 0.8. */
export const floorSchema = unitSchema("A floor such as '>= 80%'", parseFloor)

/** `2x` → 2. */
export const multipleSchema = unitSchema('A multiple such as 2x', parseMultiple)

/** `p95` → 0.95. */
export const quantileSchema = unitSchema('A quantile such as p50 or p99.9', parseQuantile)

/** `10%`, `0.1pp`, `5` or `max(0.1pp, 50% of baseline)`; a bare number is an absolute size in the metric's own unit. */
export const marginSchema: z.ZodType<Margin> = z
  .union([z.string(), z.number()])
  .describe('A size of an effect such as 10%, 0.1pp or max(0.1pp, 50% of baseline)')
  .transform((written, context) => attempt(() => parseMargin(String(written)), context))

function unitSchema<Value>(meaning: string, parse: (text: string) => Value) {
  const expected = meaning.charAt(0).toLowerCase() + meaning.slice(1)
  return z
    .string({ error: ({ input }) => `Expected ${expected}, got ${JSON.stringify(input) ?? 'nothing'}` })
    .describe(meaning)
    .transform((text, context) => attempt(() => parse(text), context))
}

function attempt<Value>(parse: () => Value, context: z.RefinementCtx): Value {
  try {
    return parse()
  } catch (error) {
    if (!(error instanceof AnalysisError)) throw error
    context.addIssue({ code: 'custom', message: error.message })
    return z.NEVER
  }
}
