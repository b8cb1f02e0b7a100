import { z } from 'zod'
import { canarySchema } from './canary-schema.ts'
import { gatesSchema, gatesWrittenForm } from './gate-schema.ts'
import { identifier } from './identifier.ts'

const head = {
  version: z.literal(1, 'expected version 1, the only one there is'),
  name: identifier,
}

/** A policy as people write it. */
export const policySchema = z
  .strictObject({ ...head, gates: gatesSchema.optional(), canary: canarySchema.optional() })
  .superRefine(({ gates = {}, canary }, context) => {
    if (Object.keys(gates).length === 0 && canary === undefined) {
      context.addIssue({
        code: 'custom',
        message: "expected 'gates' with at least one gate, or 'canary': an empty policy decides nothing",
      })
    }
  })

/** The JSON Schema (2020-12) of the written form, for editors. */
export function policyJsonSchema(): object {
  return z.toJSONSchema(
    z.strictObject({ ...head, gates: gatesWrittenForm.optional(), canary: canarySchema.optional() }),
    {
      io: 'input',
      unrepresentable: 'any',
    },
  )
}
