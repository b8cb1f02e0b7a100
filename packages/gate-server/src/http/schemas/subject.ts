import { z } from 'zod'
import { label } from './label.ts'

/** What is judged, as a request says it; what is left out is not known. */
export const subjectRequest = z
  .strictObject({
    service: label('Service that is judged'),
    environment: label('Where it runs').optional(),
    version: label('Its version').optional(),
    commit: label('Full commit id').optional(),
    digest: label('Digest of the image or artifact, sha256:…').optional(),
    branch: label('Branch that it was built from').optional(),
  })
  .meta({ id: 'SubjectRequest' })

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
