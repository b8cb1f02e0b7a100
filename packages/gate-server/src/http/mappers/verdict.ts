import type { Verdict } from '@kosmos/analysis/verdict'
import type { z } from 'zod'
import type { verdict as schema } from '../schemas/verdict.ts'

/** A moment as RFC 3339. */
export function timeOf(at: number): string {
  return new Date(at).toISOString()
}

export function timeOrNull(at: number | null): string | null {
  return at === null ? null : timeOf(at)
}

/** A verdict as it is answered. */
export function verdictBody(verdict: Verdict): z.input<typeof schema> {
  return {
    ...verdict,
    judgedAt: timeOf(verdict.judgedAt),
    parts: verdict.parts.map((part) => ({
      ...part,
      reasons: part.reasons.map((reason) => ({ ...reason, facts: { ...reason.facts } })),
      evidence: [...part.evidence],
    })),
    evidence: verdict.evidence.map((record) => ({ ...record, collectedAt: timeOf(record.collectedAt) })),
    waivers: verdict.waivers.map((waiver) => ({ ...waiver })),
  }
}
