import { z } from 'zod'
import { policyReference } from './policy-reference.ts'
import { subject, subjectRequest } from './subject.ts'
import { time } from './time.ts'
import { outcome, verdict, verdictWord } from './verdict.ts'

const deployment = z
  .strictObject({
    labels: z
      .record(z.string().regex(/^[A-Za-z][A-Za-z0-9_]{0,127}$/), z.string().regex(/^[A-Za-z0-9_.:/@+-]{1,128}$/))
      .default({})
      .meta({ description: 'What selects its series in a metric store; {{labels}} in a query' }),
    targets: z
      .array(z.url({ protocol: /^https?$/ }).max(2000))
      .max(100)
      .default([])
      .meta({ description: "Its metrics pages, for the source 'scrape'" }),
  })
  .meta({ id: 'Deployment' })

export const runRequest = z
  .strictObject({
    policy: policyReference,
    subject: subjectRequest,
    baseline: deployment,
    canary: deployment,
    advance: z.enum(['automatic', 'reported']).default('automatic').meta({
      description: 'reported: a stage starts when the caller reports that its traffic has moved',
    }),
  })
  .meta({
    id: 'RunRequest',
    example: {
      policy: { name: 'kosmos' },
      subject: { service: 'checkout', environment: 'production', version: '1.8.0' },
      baseline: { labels: { track: 'stable' } },
      canary: { labels: { track: 'canary' } },
    },
  })

export const runState = z.enum(['running', 'promote', 'hold', 'rollback']).meta({ id: 'RunState' })
const status = z.enum(['queued', 'running', 'completed'])

const stage = z
  .object({
    traffic: z.number(),
    requires: z.enum(['no-harm', 'non-inferiority', 'bake']),
    status: z.enum(['pending', 'awaiting-traffic', 'running', 'decided']),
    startedAt: time.nullable(),
    endsAt: time.nullable(),
    trafficDeadline: time.nullable(),
    extended: z.boolean(),
    verdict: verdict.nullable(),
  })
  .meta({ id: 'RunStage' })

export const run = z
  .object({
    id: z.string(),
    revision: z.int(),
    status,
    state: runState,
    endReason: z.enum(['decided', 'deadline', 'cancelled', 'superseded']).nullable(),
    subject,
    policy: z.object({ name: z.string(), digest: z.string() }),
    source: z.string(),
    advance: z.enum(['automatic', 'reported']),
    createdAt: time,
    endedAt: time.nullable(),
    nextLookAt: time.nullable(),
    interval: z.number().meta({ description: 'Milliseconds from look to look' }),
    looks: z.int(),
    stage: z.int().meta({ description: 'Index of the current stage' }),
    stages: z.array(stage),
    verdict: verdict.nullable(),
    reportUrl: z.string(),
  })
  .meta({ id: 'Run' })

/** The flat answer for clients that read one field: every field is always there, and never a bare null. */
export const flatVerdict = z
  .object({
    id: z.string().meta({ description: 'Id of the run or evaluation; empty where nothing is known' }),
    status: z.enum(['none', 'queued', 'running', 'completed']),
    state: runState,
    verdict: verdictWord,
    outcome,
    score: z.number().meta({ description: '100 promote, 50 hold or running, 0 rollback' }),
    scored: z.boolean().meta({ description: 'True where the judge itself gives a score' }),
    reason: z.string(),
    reportUrl: z.string(),
  })
  .meta({ id: 'FlatVerdict' })
