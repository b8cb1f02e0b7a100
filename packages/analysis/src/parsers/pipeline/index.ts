import type { ReportParser } from '../report-parser.ts'
import { githubActionsJobsParser } from './github-actions-jobs/github-actions-jobs.ts'
import { gitlabJobsParser } from './gitlab-jobs/gitlab-jobs.ts'
import { timingsParser } from './timings/timings.ts'

/** Formats of pipelines. */
export const pipelineParsers = {
  'github-actions-jobs': githubActionsJobsParser,
  'gitlab-jobs': gitlabJobsParser,
  timings: timingsParser,
} as const satisfies Readonly<Record<string, ReportParser>>
