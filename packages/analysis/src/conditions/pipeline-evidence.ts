import type { PipelineEvidence, PipelineStage } from '../evidence/index.ts'
import type { ConditionContext, Judgement } from './condition.ts'
import { selectEvidence, type SelectionReason } from './select-evidence.ts'
import { matchesName } from './name-pattern.ts'

/** The stages of the pipelines that came, or why they cannot be used. */
export type PipelineSelection =
  | { readonly kind: 'selected'; readonly stages: readonly PipelineStage[]; readonly evidence: readonly string[] }
  | {
      readonly kind: 'unusable'
      readonly judgement: Judgement<SelectionReason>
      readonly evidence: readonly string[]
    }

/**
 * A pipeline of another commit than the gated one proves nothing, even where its caller named the right one, and neither
 * does one of which nobody says the commit.
 */
export function selectPipeline(
  context: ConditionContext,
  suite: string | null,
  maxAgeMs: number | null,
): PipelineSelection {
  const selection = selectEvidence(context, { kind: 'pipeline', noun: 'report of a pipeline', suite, maxAgeMs })
  if (selection.kind === 'unusable') return selection
  const { commit } = context.subject
  for (const { report, evidence } of selection.selected) {
    if (commit === null || (evidence.commit ?? report.subject.commit ?? null) === null) {
      const missing =
        commit === null
          ? 'the gate judges no commit'
          : 'neither the report nor who submitted it names the commit that it ran for'
      return {
        kind: 'unusable',
        judgement: {
          code: 'evidence-of-an-unknown-commit',
          outcome: 'inconclusive',
          sentence: `Whether report '${report.name}' belongs to the judged commit cannot be known: ${missing}`,
          facts: { report: report.name },
        },
        evidence: [report.digest],
      }
    }
    if (evidence.commit === null || isSameCommit(evidence.commit, commit)) continue
    return {
      kind: 'unusable',
      judgement: {
        code: 'evidence-of-another-subject',
        outcome: 'error',
        sentence: `Report '${report.name}' is of commit ${evidence.commit}, the gate judges ${commit}`,
        facts: { report: report.name },
      },
      evidence: [report.digest],
    }
  }
  return {
    kind: 'selected',
    stages: selection.selected.flatMap(({ evidence }: { readonly evidence: PipelineEvidence }) => evidence.stages),
    evidence: selection.selected.map(({ report }) => report.digest),
  }
}

/** Stages that a name means, with `*` for any text: by their own name, or by that of their group. */
export function stagesNamed(stages: readonly PipelineStage[], pattern: string): readonly PipelineStage[] {
  return stages.filter(({ name, group }) => matchesName(name, pattern) || matchesName(group ?? '', pattern))
}

/** Commit ids may be shortened, to no less than 7 digits. */
function isSameCommit(one: string, other: string): boolean {
  const [short, long] = [one.toLowerCase(), other.toLowerCase()].sort((a, b) => a.length - b.length)
  if (short === undefined || long === undefined) return false
  return short === long || (short.length >= 7 && long.startsWith(short))
}
