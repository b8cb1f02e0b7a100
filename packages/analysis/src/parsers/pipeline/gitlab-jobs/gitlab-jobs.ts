import type { PipelineStage } from '../../../evidence/index.ts'
import { countBy } from '../../count-by.ts'
import { instantOf } from '../../instant.ts'
import { field, fieldAt, isObject, items, text } from '../../json-value.ts'
import { jsonOf } from '../../report-document.ts'
import type { ReportParser } from '../../report-parser.ts'
import { between, oneCommit, pipelineEvidence, type ListedStage } from '../stage-list.ts'

const statuses: ReadonlyMap<string, PipelineStage['status']> = new Map([
  ['success', 'succeeded'],
  ['failed', 'failed'],
  ['canceled', 'cancelled'],
  ['canceling', 'cancelled'],
  ['skipped', 'skipped'],
  ['manual', 'skipped'],
  ...['created', 'waiting_for_resource', 'preparing', 'pending', 'running', 'scheduled'].map(
    (word): [string, 'running'] => [word, 'running'],
  ),
])

/**
 * Jobs of a GitLab pipeline: the answer of `GET /projects/{id}/pipelines/{id}/jobs`; `group` is the job's stage.
 *
 * `duration` is GitLab's own and holds no `queued_duration`. Of a job that was tried again the latest counts. A manual job
 * that nobody started did not run. The list does not say whether it is whole: ask for all pages.
 */
export const gitlabJobsParser: ReportParser = {
  matches: (document) => {
    const jobs = items(jsonOf(document))
    return jobs.length > 0 && jobs.every(isJob)
  },
  parse: (document) => {
    const jobs = items(jsonOf(document))
    const commit = oneCommit(
      'gitlab-jobs',
      jobs.map((job) => text(fieldAt(job, 'pipeline', 'sha')) ?? text(fieldAt(job, 'commit', 'id'))),
    )
    const evidence = pipelineEvidence('GitLab CI', commit, jobs.map(stageOf))
    return {
      evidence: [evidence],
      warnings: [],
      tally: { jobs: jobs.length, byStatus: countBy(evidence.stages, ({ status }) => status) },
    }
  },
}

function isJob(job: unknown): boolean {
  return (
    ['name', 'stage', 'status'].every((name) => typeof field(job, name) === 'string') &&
    (isObject(field(job, 'pipeline')) || field(job, 'queued_duration') !== undefined)
  )
}

function stageOf(job: unknown): ListedStage {
  const startedAt = instantOf(field(job, 'started_at'))
  const finishedAt = instantOf(field(job, 'finished_at'))
  const seconds = field(job, 'duration')
  const id = field(job, 'id')
  return {
    name: text(field(job, 'name')) ?? '',
    group: text(field(job, 'stage')),
    status: statuses.get(text(field(job, 'status')) ?? '') ?? 'unknown',
    startedAt,
    finishedAt,
    duration: typeof seconds === 'number' && seconds >= 0 ? seconds * 1000 : between(startedAt, finishedAt),
    attempt: typeof id === 'number' ? id : 0,
  }
}
