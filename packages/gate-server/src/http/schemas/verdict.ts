import { outcomes, verdictWords, waiverStates } from '@kosmos/analysis/verdict'
import { z } from 'zod'
import { subject } from './subject.ts'
import { time } from './time.ts'

export const outcome = z
  .enum(outcomes)
  .meta({ id: 'Outcome', description: 'inconclusive: not enough evidence. error: could not be measured' })
export const verdictWord = z.enum(verdictWords).meta({ id: 'VerdictWord', description: 'Go on, stay, go back' })
const number = z.number().nullable()

export const part = z
  .object({
    id: z.string(),
    role: z.enum(['condition', 'metric', 'guard']),
    kind: z.string(),
    required: z.boolean(),
    outcome,
    reasons: z.array(
      z
        .object({
          code: z.string(),
          outcome,
          sentence: z.string(),
          facts: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
        })
        .meta({ id: 'Reason' }),
    ),
    measurement: z
      .object({
        unit: z.string(),
        control: number,
        experiment: number,
        difference: number,
        differenceKind: z.enum(['difference', 'ratio']).nullable(),
        interval: z.object({ lower: number, upper: number, level: z.number() }).nullable(),
        limit: number,
        controlCount: number,
        experimentCount: number,
      })
      .meta({ id: 'Measurement' })
      .nullable(),
    evidence: z.array(z.string()),
  })
  .meta({ id: 'Part' })

export const verdict = z
  .object({
    verdict: verdictWord,
    outcome,
    reason: z.string().meta({ description: 'One sentence with the numbers' }),
    subject,
    policy: z.object({ name: z.string(), digest: z.string() }),
    gate: z.string(),
    exposure: z.enum(['before', 'after']),
    judgedAt: time,
    parts: z.array(part),
    evidence: z.array(
      z.object({ digest: z.string(), name: z.string(), format: z.string().nullable(), collectedAt: time }),
    ),
    waivers: z
      .array(
        z
          .object({
            id: z.string(),
            condition: z.string().nullable().meta({ description: 'The only condition that it is for' }),
            scope: z.string().nullable().meta({ description: 'What it is limited to, in words' }),
            who: z.string(),
            why: z.string(),
            until: z.string().meta({ description: 'The last day that it holds, in UTC', example: '2026-12-31' }),
            state: z.enum(waiverStates).meta({
              description:
                'applied: permits something. expired: has ended. stale: there is nothing that it would permit',
            }),
            findings: z.int().min(0).meta({ description: 'How many findings it names' }),
            remark: z.string().exactOptional().meta({ description: 'Why it permits nothing of what it names' }),
          })
          .meta({ id: 'WaiverUse' }),
      )
      .meta({ description: 'Permissions that concern the gate; what they permit is no failure' }),
  })
  .meta({ id: 'Verdict' })
