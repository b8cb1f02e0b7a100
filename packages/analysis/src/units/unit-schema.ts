import { z } from 'zod'
import { AnalysisError } from '../errors.ts'

/**
 * A zod schema for a text that one of this folder's parsers reads; its refusal becomes the schema's issue.
 *
 * @example
 * ```ts
 * unitSchema(parseDuration).parse('5m') // 300000
 * ```
 */
export function unitSchema<Value>(parse: (text: string) => Value) {
  return z.string().transform((text, context): Value => {
    try {
      return parse(text)
    } catch (error) {
      context.addIssue({ code: 'custom', message: error instanceof AnalysisError ? error.message : 'Expected a unit' })
      return z.NEVER
    }
  })
}
