import type { MetricEvidence } from '../evidence/index.ts'

/** The evidence cut to the looks of one stage that begin at or after `from`: what warm-up leaves. */
export function stageEvidence(evidence: MetricEvidence, stage: number, from: number): MetricEvidence {
  const isJudged = (look: { readonly stage: number; readonly start: number }): boolean =>
    look.stage === stage && look.start >= from
  // One branch per kind: the checker then knows that the looks keep their type.
  if (evidence.kind === 'proportion') return { ...evidence, looks: evidence.looks.filter(isJudged) }
  if (evidence.kind === 'distribution') return { ...evidence, looks: evidence.looks.filter(isJudged) }
  if (evidence.kind === 'gauge') return { ...evidence, looks: evidence.looks.filter(isJudged) }
  return { ...evidence, looks: evidence.looks.filter(isJudged) }
}

/** When the first look of a stage began; `null` where it has none. */
export function stageStart(evidence: readonly MetricEvidence[], stage: number): number | null {
  const starts = evidence.flatMap((of) => of.looks.flatMap((look) => (look.stage === stage ? [look.start] : [])))
  return starts.length === 0 ? null : starts.reduce((first, start) => Math.min(first, start))
}
