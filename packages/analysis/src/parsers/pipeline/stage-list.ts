import type { PipelineEvidence, PipelineStage } from '../../evidence/index.ts'
import { excerpt, malformed } from '../malformed.ts'

/** One job as its system lists it, with what tells the tries of one job apart. */
export interface ListedStage extends PipelineStage {
  readonly group: string | null
  /** Grows with every try of the same job. */
  readonly attempt: number
}

/**
 * The stages of a pipeline as evidence; of a job that was started again, its last try. Jobs of one name in one try are
 * several jobs: each of them stays, so that one that failed is not hidden by its namesake.
 */
export function pipelineEvidence(
  system: string,
  commit: string | null,
  listed: readonly ListedStage[],
): PipelineEvidence {
  const last = new Map<string, ListedStage[]>()
  for (const stage of listed) {
    const key = JSON.stringify([stage.group, stage.name])
    const before = last.get(key)
    const attempt = before?.[0]?.attempt
    if (before === undefined || attempt === undefined || stage.attempt > attempt) last.set(key, [stage])
    else if (stage.attempt === attempt) before.push(stage)
  }
  const stages = [...last.values()]
    .flat()
    .map(({ name, group, status, startedAt, finishedAt, duration }): PipelineStage => ({
      name: excerpt(name, 300),
      group: group === null ? null : excerpt(group, 300),
      status,
      startedAt,
      finishedAt,
      duration,
    }))
  return { kind: 'pipeline', system, commit, stages }
}

/**
 * The one commit that all jobs are of; `null` where none says.
 *
 * @throws AnalysisError `report-malformed` for jobs of several commits: the list mixes several runs.
 */
export function oneCommit(format: string, commits: Iterable<string | null>): string | null {
  const known = new Set<string>()
  for (const commit of commits) if (commit !== null) known.add(commit)
  if (known.size > 1) throw malformed(format, 'jobs of one commit', `jobs of ${known.size}`)
  return [...known][0] ?? null
}

/** Milliseconds between two moments; `null` where one is not known, or they are in the wrong order. */
export function between(startedAt: number | null, finishedAt: number | null): number | null {
  return startedAt !== null && finishedAt !== null && finishedAt >= startedAt ? finishedAt - startedAt : null
}
