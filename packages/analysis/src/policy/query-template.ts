import { z } from 'zod'

/** What a query may leave open; a metric source fills it in, escaped for its own language. */
export const queryPlaceholders = ['labels', 'service', 'environment', 'version', 'window'] as const
export type QueryPlaceholder = (typeof queryPlaceholders)[number]

/** A query as a policy writes it. */
export const queryTemplate = z
  .string()
  .min(1, 'expected a query, got an empty text')
  .max(4000)
  .superRefine((text, context) => {
    const known = queryPlaceholders.map((one) => `{{${one}}}`)
    // What is left after the known ones may hold single braces, which belong to the query language.
    const rest = known.reduce((left, one) => left.replaceAll(one, ''), text)
    const unknown = /\{\{[^{}]{0,60}\}{0,2}/.exec(rest)?.[0]
    if (unknown !== undefined) {
      context.addIssue({
        code: 'custom',
        message: `expected one of the placeholders ${known.join(', ')}, got '${unknown}'`,
      })
    }
  })
