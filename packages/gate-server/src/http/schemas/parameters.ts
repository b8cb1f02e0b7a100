import { parseDuration } from '@kosmos/analysis/units'
import { z } from 'zod'
import { label } from './label.ts'

// Parameters are text: a number is read by its digits, because `Number('')` is 0.
const wholeNumber = (maxDigits: number) =>
  z
    .string()
    .regex(new RegExp(`^\\d{1,${maxDigits}}$`), `Expected a whole number from 0 of at most ${maxDigits} digits`)
    .transform(Number)

/** Longest that a request waits; proxies cut connections that are silent for longer. */
const maxWaitMs = 60_000

const wait = z
  .string()
  .max(20)
  .transform((text, context) => {
    const ms = waitOf(text)
    if (ms !== null) return ms
    context.addIssue({ code: 'custom', message: `Expected a duration of at most 60s, such as 20s, got '${text}'` })
    return z.NEVER
  })

function waitOf(text: string): number | null {
  try {
    const ms = parseDuration(text)
    return ms <= maxWaitMs ? ms : null
  } catch {
    return null
  }
}

const id = z
  .string()
  .regex(/^[\w-]{1,128}$/, 'Expected an id as it was given on creation')
  .meta({ description: 'Id as it was given on creation' })

export const idPath = z.strictObject({ id })
export const stagePath = z.strictObject({
  id,
  stage: wholeNumber(3).meta({ description: 'Index of the stage, from 0', type: 'integer', minimum: 0, maximum: 999 }),
})

export const noQuery = z.strictObject({})
export const runQuery = z.strictObject({
  wait: wait.optional().meta({ description: 'Longest wait, such as 20s, at most 60s', example: '20s' }),
  after: wholeNumber(15).optional().meta({
    description: 'Wait for a revision past this one; without it, for the end',
    type: 'integer',
    minimum: 0,
  }),
})
export const verdictQuery = z.strictObject({
  service: label('Service that is asked about'),
  environment: label('Only in this environment').optional(),
  version: label('Only of this version').optional(),
  stage: wholeNumber(3).optional().meta({
    description: "A stage's own verdict, by its index from 0: promote means advance",
    type: 'integer',
    minimum: 0,
    maximum: 999,
  }),
  format: z.enum(['json', 'text']).default('json').meta({ description: 'text gives the state alone' }),
})

export const idempotencyHeader = z.object({
  'Idempotency-Key': z
    .string()
    .regex(/^[\x21-\x7e]{1,200}$/)
    .optional()
    .meta({ description: 'The same key with the same request gives the same resource' }),
})
