import { z } from 'zod'
import { label } from './label.ts'

/** A policy by name, or as a document. */
export const policyReference = z
  .union([
    z.strictObject({ name: label('Name under which the operator keeps it') }),
    z.strictObject({
      document: z.string().min(1).max(1_000_000).meta({ description: 'The policy itself, YAML or JSON' }),
    }),
  ])
  .meta({ id: 'PolicyRequest', example: { name: 'kosmos' } })
