import type { VulnerabilitiesEvidence } from '../../evidence/index.ts'
import { formatDuration } from '../../units/index.ts'
import type { Judgement } from '../condition.ts'
import type { Selected } from '../select-evidence.ts'

export type DatabaseReason =
  'database-recent' | 'database-too-old' | 'database-date-missing' | 'database-from-the-future'

/** As for reports: clocks differ. */
const futureAllowedMs = 5 * 60_000

/** The vulnerability database behind each report is young enough. A report that does not date it proves nothing. */
export function judgeDatabaseAge(
  selected: readonly Selected<VulnerabilitiesEvidence>[],
  maxAgeMs: number,
  judgedAt: number,
): Judgement<DatabaseReason> {
  const limit = formatDuration(maxAgeMs)
  const undated = selected.find(({ evidence }) => evidence.databaseBuiltAt === null)
  if (undated !== undefined) {
    return {
      code: 'database-date-missing',
      outcome: 'inconclusive',
      sentence: `Report '${undated.report.name}' of ${undated.evidence.tool} does not say how old its vulnerability database is; at most ${limit} is accepted`,
    }
  }
  const ages = selected.map(({ report, evidence }) => ({
    report,
    age: judgedAt - (evidence.databaseBuiltAt ?? Number.NaN),
  }))
  const ahead = ages.find(({ age }) => !(age >= -futureAllowedMs))
  if (ahead !== undefined) {
    return {
      code: 'database-from-the-future',
      outcome: 'error',
      sentence: `The vulnerability database of report '${ahead.report.name}' is dated ${formatDuration(wholeSeconds(-ahead.age))} in the future`,
    }
  }
  const old = ages.find(({ age }) => !(age <= maxAgeMs))
  if (old !== undefined) {
    return {
      code: 'database-too-old',
      outcome: 'inconclusive',
      sentence: `The vulnerability database of report '${old.report.name}' is ${formatDuration(wholeSeconds(old.age))} old, at most ${limit} is accepted`,
    }
  }
  return {
    code: 'database-recent',
    outcome: 'pass',
    sentence: `No vulnerability database is older than ${limit}`,
  }
}

function wholeSeconds(ms: number): number {
  return ms - (ms % 1000)
}
