import { outcomes, verdictWords, waiverStates, type Verdict } from '@kosmos/analysis/verdict'
import { z } from 'zod'
import { verdictFromAnswer } from './from-answer.ts'
import { UsageError } from './usage-error.ts'

const number = z.number().nullable()
const word = z.string().nullable()
const outcome = z.enum(outcomes)
/** Times are written as text by the service and as milliseconds by a verdict that was made here. */
const time = z.union([z.iso.datetime({ offset: true }), z.number().transform((at) => new Date(at).toISOString())])

const verdict = z.object({
  verdict: z.enum(verdictWords),
  outcome,
  reason: z.string(),
  subject: z.object({
    service: z.string(),
    environment: word,
    version: word,
    commit: word,
    digest: word,
    branch: word,
  }),
  policy: z.object({ name: z.string(), digest: z.string() }),
  gate: z.string(),
  exposure: z.enum(['before', 'after']),
  judgedAt: time,
  parts: z.array(
    z.object({
      id: z.string(),
      role: z.enum(['condition', 'metric', 'guard']),
      kind: z.string(),
      required: z.boolean(),
      outcome,
      reasons: z.array(
        z.object({
          code: z.string(),
          outcome,
          sentence: z.string(),
          facts: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
        }),
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
        .nullable(),
      evidence: z.array(z.string()),
    }),
  ),
  evidence: z.array(z.object({ digest: z.string(), name: z.string(), format: word, collectedAt: time })),
  // Files that were written before there were waivers have none.
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
        findings: z.int(),
      }),
    )
    .default([]),
})

/** What a kept answer says beside the verdict. */
export interface VerdictFile {
  readonly verdict: Verdict
  /** Of a run: its life; `null` for an evaluation or a verdict alone. */
  readonly life: { readonly status: string; readonly endReason: string | null } | null
}

const file = z.union([
  z.object({ verdict, status: z.string(), endReason: word }),
  z.object({ verdict }),
  verdict.transform((alone) => ({ verdict: alone })),
])

/**
 * Reads what `--json` wrote, an answer of the service, or a verdict alone.
 *
 * @throws UsageError where it is none of them.
 */
export function readVerdictFile(text: string, path: string): VerdictFile {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (error) {
    throw new UsageError(`Expected JSON in '${path}': ${error instanceof Error ? error.message : String(error)}`)
  }
  const read = file.safeParse(value)
  if (!read.success) throw new UsageError(`Expected a verdict, an evaluation or a completed run in '${path}'`)
  const { data } = read
  return {
    verdict: verdictFromAnswer(data.verdict),
    life: 'status' in data ? { status: data.status, endReason: data.endReason } : null,
  }
}
