import type { PipelineStage } from '../../../evidence/index.ts'
import { countBy } from '../../count-by.ts'
import { instantOf } from '../../instant.ts'
import { field, items, text } from '../../json-value.ts'
import { malformed } from '../../malformed.ts'
import type { ReportParser } from '../../report-parser.ts'
import { firstValueOf, valuesOf } from '../../values-of.ts'
import { between, oneCommit, pipelineEvidence, type ListedStage } from '../stage-list.ts'

const conclusions: ReadonlyMap<string, PipelineStage['status']> = new Map([
  ['success', 'succeeded'],
  ['failure', 'failed'],
  ['timed_out', 'failed'],
  ['startup_failure', 'failed'],
  ['cancelled', 'cancelled'],
  ['skipped', 'skipped'],
])

/**
 * Jobs of a GitHub Actions run: the answer of `GET /repos/{owner}/{repo}/actions/runs/{id}/jobs`, its pages one after
 * another as `gh api --paginate` writes them, and `gh run view --json jobs`, also with `headSha`.
 *
 * `started_at` is when a machine took the job, so that waiting for one is no part of its duration. Of a job that was run
 * again the last attempt counts. A conclusion that is not known (`neutral`, `action_required`) is `unknown`. A page of a
 * longer list is malformed: the jobs that are missing may be those that failed.
 */
export const githubActionsJobsParser: ReportParser = {
  matches: (document) => {
    const first = firstValueOf(document)
    const jobs = field(first, 'jobs')
    if (!Array.isArray(jobs)) return false
    return jobs.length > 0 ? jobs.every(isJob) : typeof field(first, 'total_count') === 'number'
  },
  parse: (document) => {
    const pages = [...valuesOf(document)]
    const jobs = pages.flatMap((page) => items(field(page, 'jobs')))
    const said = field(pages[0], 'total_count')
    if (typeof said === 'number' && said !== jobs.length)
      throw malformed('github-actions-jobs', `all ${said} jobs`, `${jobs.length}`)
    const commit = oneCommit('github-actions-jobs', [
      ...pages.map((page) => text(field(page, 'headSha'))),
      ...jobs.map((job) => text(field(job, 'head_sha'))),
    ])
    const evidence = pipelineEvidence('GitHub Actions', commit, jobs.map(stageOf))
    return {
      evidence: [evidence],
      warnings: [],
      tally: { jobs: jobs.length, byStatus: countBy(evidence.stages, ({ status }) => status) },
    }
  },
}

function isJob(job: unknown): boolean {
  if (typeof field(job, 'name') !== 'string' || typeof field(job, 'status') !== 'string') return false
  return field(job, 'run_id') !== undefined || field(job, 'databaseId') !== undefined
}

function stageOf(job: unknown): ListedStage {
  const startedAt = instantOf(field(job, 'started_at') ?? field(job, 'startedAt'))
  const finishedAt = instantOf(field(job, 'completed_at') ?? field(job, 'completedAt'))
  const isOver = field(job, 'status') === 'completed'
  const attempt = field(job, 'run_attempt')
  return {
    name: text(field(job, 'name')) ?? '',
    group: text(field(job, 'workflow_name')),
    status: isOver ? (conclusions.get(text(field(job, 'conclusion')) ?? '') ?? 'unknown') : 'running',
    startedAt,
    finishedAt: isOver ? finishedAt : null,
    duration: isOver ? between(startedAt, finishedAt) : null,
    attempt: typeof attempt === 'number' ? attempt : 0,
  }
}
