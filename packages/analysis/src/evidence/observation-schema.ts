import { z } from 'zod'
import type { Observation } from './reference.ts'

const time = z.number().int()
const count = z.object({ covered: z.number(), total: z.number() }).nullable()

/** An observation as it is kept and read back: what is not of this shape is refused, never half read. */
export const observationSchema: z.ZodType<Observation> = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('coverage'),
    flags: z.array(
      z.object({
        flag: z.string().nullable(),
        counts: z.object({ lines: count, branches: count, functions: count, statements: count }),
        measuredAt: time,
      }),
    ),
  }),
  z.object({ kind: z.literal('findings'), keys: z.array(z.string()) }),
  z.object({
    kind: z.literal('benchmarks'),
    results: z.array(
      z.object({
        name: z.string(),
        unit: z.string(),
        better: z.enum(['smaller', 'bigger']),
        value: z.number(),
        samples: z.array(z.number()),
      }),
    ),
  }),
])
