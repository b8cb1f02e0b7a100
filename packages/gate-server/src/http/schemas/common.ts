import { z } from 'zod'

const word = (what: string) => z.string().min(1).max(256).meta({ description: what })

/** What is judged, as a request says it; what is left out is not known. */
export const subjectRequest = z
  .strictObject({
    service: word('Service that is judged'),
    environment: word('Where it runs').optional(),
    version: word('Its version').optional(),
    commit: word('Full commit id').optional(),
    digest: word('Digest of the image or artifact, sha256:…').optional(),
    branch: word('Branch that it was built from').optional(),
  })
  .meta({ id: 'SubjectRequest' })

/** A policy by name, or as a document. */
export const policyRequest = z
  .union([
    z.strictObject({ name: word('Name under which the operator keeps it') }),
    z.strictObject({
      document: z.string().min(1).max(1_000_000).meta({ description: 'The policy itself, YAML or JSON' }),
    }),
  ])
  .meta({ id: 'PolicyRequest' })

export const time = z.iso.datetime({ offset: true }).meta({ description: 'RFC 3339', example: '2026-01-05T12:00:00Z' })

const nullableWord = z.string().nullable()

export const subject = z
  .object({
    service: z.string(),
    environment: nullableWord,
    version: nullableWord,
    commit: nullableWord,
    digest: nullableWord,
    branch: nullableWord,
  })
  .meta({ id: 'Subject' })

/** An error, RFC 9457. */
export const problem = z
  .object({
    type: z
      .string()
      .meta({ description: 'Address of the kind of problem', example: 'urn:kosmos-gate:problem:not-found' }),
    title: z.string(),
    status: z.int(),
    detail: z.string(),
    instance: z.string().meta({ description: 'Id of the request, as in the log' }),
    code: z.string(),
    faults: z.array(
      z.object({
        pointer: z.string().meta({ description: 'JSON pointer into the body, or name of a parameter' }),
        detail: z.string(),
        line: z.int().nullable(),
        column: z.int().nullable(),
      }),
    ),
  })
  .meta({ id: 'Problem' })
