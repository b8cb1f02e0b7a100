import { z } from 'zod'

/**
 * A short text from outside that is kept, shown and put into queries. Escaping is done there; what no database, page or
 * terminal takes (control characters, halves of surrogate pairs) is not let in at all.
 */
export function label(description: string): z.ZodString {
  return z
    .string()
    .min(1)
    .max(256)
    .regex(/^[^\p{Cc}\p{Cs}]+$/u, 'Expected text without control characters')
    .meta({ description })
}
