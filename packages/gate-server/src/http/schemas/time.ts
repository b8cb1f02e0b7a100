import { z } from 'zod'

/** A moment on the wire. Milliseconds since the epoch stay inside the service. */
export const time = z.iso
  .datetime({ offset: true, error: 'Expected a time of RFC 3339 with an offset, such as 2026-01-05T12:00:00Z' })
  .meta({
    description: 'RFC 3339',
    example: '2026-01-05T12:00:00Z',
    override: ({ jsonSchema }) => {
      // A calendar as a regular expression helps nobody; `format` says the same.
      delete jsonSchema.pattern
    },
  })
