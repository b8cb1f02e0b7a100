import type { PipelineStage } from '../../../evidence/index.ts'
import { countBy } from '../../count-by.ts'
import { instantOf } from '../../instant.ts'
import { field, text } from '../../json-value.ts'
import { excerpt, malformed } from '../../malformed.ts'
import { jsonOf } from '../../report-document.ts'
import type { ReportParser } from '../../report-parser.ts'
import { between, pipelineEvidence, type ListedStage } from '../stage-list.ts'

const statuses: readonly PipelineStage['status'][] = ['succeeded', 'failed', 'cancelled', 'skipped', 'running']

/**
 * Our own format for pipelines whose system is not read: `{ "format": "kosmos-timings", "version": 1, "commit": "…",
 * "stages": [{ "name", "startedAt", "finishedAt", "status" }] }`. Times are ISO 8601 with a zone, or `null` where they are
 * not known; `status` is `succeeded`, `failed`, `cancelled`, `skipped` or `running`; `group` may be given. Of a stage that
 * is listed several times the last counts. Anything else is malformed: nobody but its writer can correct it.
 */
export const timingsParser: ReportParser = {
  matches: (document) => field(jsonOf(document), 'format') === 'kosmos-timings',
  parse: (document) => {
    const value = jsonOf(document)
    const version = field(value, 'version')
    if (version !== 1) throw malformed('timings', 'version 1', received(version))
    const listed = field(value, 'stages')
    if (!Array.isArray(listed)) throw malformed('timings', 'a list of stages', received(listed))
    const evidence = pipelineEvidence('kosmos-timings', text(field(value, 'commit')), listed.map(stageOf))
    return {
      evidence: [evidence],
      warnings: [],
      tally: { stages: listed.length, byStatus: countBy(evidence.stages, ({ status }) => status) },
    }
  },
}

function stageOf(stage: unknown, index: number): ListedStage {
  const name = text(field(stage, 'name'))
  if (name === null) throw malformed('timings', `a name of stage ${index + 1}`, received(field(stage, 'name')))
  const status = statuses.find((word) => word === field(stage, 'status'))
  if (status === undefined)
    throw malformed('timings', `a status of stage '${excerpt(name)}'`, received(field(stage, 'status')))
  const [startedAt, finishedAt] = ['startedAt', 'finishedAt'].map((moment) => {
    const written = field(stage, moment) ?? null
    const at = written === null ? null : zoned(written)
    if (written !== null && at === null)
      throw malformed('timings', `an ISO time with a zone as ${moment} of stage '${excerpt(name)}'`, received(written))
    return at
  })
  if (typeof startedAt === 'number' && typeof finishedAt === 'number' && finishedAt < startedAt)
    throw malformed('timings', `a stage that ends after it began`, `'${excerpt(name)}'`)
  const [start, end] = [startedAt ?? null, finishedAt ?? null]
  return {
    name,
    group: text(field(stage, 'group')),
    status,
    startedAt: start,
    finishedAt: end,
    duration: between(start, end),
    attempt: index,
  }
}

function zoned(value: unknown): number | null {
  return typeof value === 'string' && /(?:Z|[+-]\d\d:?\d\d)$/i.test(value) ? instantOf(value) : null
}

function received(value: unknown): string {
  if (value === undefined) return 'nothing'
  return typeof value === 'string' ? `'${excerpt(value)}'` : excerpt(JSON.stringify(value))
}
