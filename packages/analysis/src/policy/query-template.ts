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
    for (const [whole, name = ''] of text.matchAll(/\{\{\s*([^{}]{0,60}?)\s*\}\}/g)) {
      if (!queryPlaceholders.some((known) => known === name)) {
        const known = queryPlaceholders.map((one) => `{{${one}}}`).join(', ')
        context.addIssue({ code: 'custom', message: `expected one of the placeholders ${known}, got ${whole}` })
      }
    }
  })
