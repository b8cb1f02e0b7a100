import { z } from 'zod'
import { outcomes, verdictWords, waiverStates, type Verdict } from '@kosmos/analysis/verdict'

const fact = z.union([z.string(), z.number(), z.boolean(), z.null()])
const reason = z.object({
  code: z.string(),
  outcome: z.enum(outcomes),
  sentence: z.string(),
  facts: z.record(z.string(), fact),
})
const nullable = z.number().nullable()
const word = z.string().nullable()

/** A subject as it is stored. */
export const subjectShape = z.object({
  service: z.string(),
  environment: word,
  version: word,
  commit: word,
  digest: word,
  branch: word,
})

/** A verdict as it is stored: a row that is not this is never half read. */
export const verdictShape: z.ZodType<Verdict> = z.object({
  verdict: z.enum(verdictWords),
  outcome: z.enum(outcomes),
  reason: z.string(),
  subject: subjectShape,
  policy: z.object({ name: z.string(), digest: z.string() }),
  gate: z.string(),
  exposure: z.enum(['before', 'after']),
  judgedAt: z.number(),
  parts: z.array(
    z.object({
      id: z.string(),
      role: z.enum(['condition', 'metric', 'guard']),
      kind: z.string(),
      required: z.boolean(),
      outcome: z.enum(outcomes),
      reasons: z.tuple([reason], reason),
      measurement: z
        .object({
          unit: z.string(),
          control: nullable,
          experiment: nullable,
          difference: nullable,
          differenceKind: z.enum(['difference', 'ratio']).nullable(),
          interval: z.object({ lower: nullable, upper: nullable, level: z.number() }).nullable(),
          limit: nullable,
          controlCount: nullable,
          experimentCount: nullable,
        })
        .nullable(),
      evidence: z.array(z.string()),
    }),
  ),
  evidence: z.array(z.object({ digest: z.string(), name: z.string(), format: word, collectedAt: z.number() })),
  // Verdicts that were given before there were waivers have none.
  waivers: z
    .array(
      z.object({
        id: z.string(),
        condition: word,
        scope: word,
        who: z.string(),
        why: z.string(),
        until: z.string(),
        state: z.enum(waiverStates),
        findings: z.number(),
        remark: z.string().exactOptional(),
      }),
    )
    .default([]),
})
