import { z } from 'zod'
import { label } from './label.ts'
import { time } from './time.ts'

const branch = label('Branch whose accepted evidence others are compared with').meta({ example: 'main' })

const policy = z
  .string()
  .max(300)
  .regex(/^(?:kept|given)\/[^\p{Cc}\p{Cs}]+$/u, "Expected 'kept/' or 'given/' and the name of a policy")
  .meta({
    description:
      'Policy that compares: kept/ where the operator keeps it, given/ where it comes in requests, and its name',
    example: 'kept/kosmos',
  })

export const referencesQuery = z.strictObject({ service: label('Service that is judged'), branch })

export const resetRequest = z
  .strictObject({
    service: label('Service that is judged'),
    branch,
    policy,
    condition: label('Id of the condition in the policy').meta({ example: 'coverage' }),
    why: z
      .string()
      .trim()
      .min(1, 'Expected the reason: it is kept beside your name')
      .max(1000)
      .regex(/^[^\p{Cc}\p{Cs}]*$/u, 'Expected text without control characters')
      .meta({ description: 'The reason; kept beside the name of the caller' }),
    evaluation: label('Id of the evaluation whose evidence becomes the reference; without it there is none')
      .regex(/^[\w-]{1,128}$/, 'Expected the id of an evaluation')
      .optional(),
  })
  .meta({
    id: 'ReferenceReset',
    example: {
      service: 'checkout',
      branch: 'main',
      policy: 'kept/kosmos',
      condition: 'coverage',
      why: 'The old tests went with the old cart',
    },
  })

const reference = z
  .object({
    policy: z.string().meta({ description: 'As in a reset', example: 'kept/kosmos' }),
    condition: z.string(),
    kind: z
      .string()
      .nullable()
      .meta({ description: 'Kind of the condition; null where nothing is left to compare with' }),
    commit: z.string().nullable(),
    acceptedAt: time,
    origin: z.discriminatedUnion('kind', [
      z.object({ kind: z.literal('evaluation'), id: z.string() }),
      z.object({ kind: z.literal('reset'), who: z.string(), why: z.string() }),
    ]),
    summary: z.string().meta({ description: 'What was observed, in a few words' }),
    used: z.boolean().meta({ description: 'False for what stood before the newest reset' }),
  })
  .meta({ id: 'Reference' })

export const references = z
  .object({ service: z.string(), branch: z.string(), references: z.array(reference) })
  .meta({ id: 'References' })
