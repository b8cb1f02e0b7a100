import { z } from 'zod'

/** An error, RFC 9457. */
export const problem = z
  .object({
    type: z
      .string()
      .meta({ description: 'Address of the kind of problem', example: 'urn:kosmos-gate:problem:not-found' }),
    title: z.string(),
    status: z.int().min(400).max(599),
    detail: z.string(),
    instance: z.string().meta({ description: 'Id of the request, as in the log' }),
    code: z.string().meta({ description: 'Stable word for the kind of problem' }),
    faults: z.array(
      z
        .object({
          pointer: z.string().meta({ description: 'JSON pointer into the body, or name of a parameter' }),
          detail: z.string().meta({ description: 'What was expected and what came' }),
          line: z.int().nullable(),
          column: z.int().nullable(),
        })
        .meta({ id: 'Fault' }),
    ),
    retryAfter: z.int().min(0).optional().meta({ description: 'Seconds after which asking again makes sense' }),
  })
  .meta({ id: 'Problem' })
