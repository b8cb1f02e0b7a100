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
  return z
    .string({ error: ({ input }) => `expected ${expectedBy(parse)}, got ${valueText(input)}` })
    .transform((text, context): Value => {
      try {
        return parse(text)
      } catch (error) {
        context.addIssue({
          code: 'custom',
          message: error instanceof AnalysisError ? error.message : 'Expected a unit',
        })
        return z.NEVER
      }
    })
}

/** What a parser says that it expects when it is given nothing. */
function expectedBy(parse: (text: string) => unknown): string {
  try {
    parse('')
  } catch (error) {
    if (error instanceof AnalysisError && error.is('invalid-argument')) return error.details.expected
  }
  return 'a text'
}

function valueText(value: unknown): string {
  if (value === undefined) return 'nothing'
  if (typeof value === 'number' || typeof value === 'boolean' || value === null) return String(value)
  return Array.isArray(value) ? 'a list' : 'a mapping'
}
