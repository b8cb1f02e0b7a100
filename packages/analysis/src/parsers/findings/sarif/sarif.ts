import type { Finding, FindingsEvidence, ReportWarning } from '../../../evidence/index.ts'
import { countBy } from '../../count-by.ts'
import { instantOf } from '../../instant.ts'
import { field, fieldAt, isObject, items, text } from '../../json-value.ts'
import { listed } from '../../listed.ts'
import { findingOf } from '../../listed-finding.ts'
import { excerpt, malformed } from '../../malformed.ts'
import type { ReportParser } from '../../report-parser.ts'
import { scannedDigests } from '../../scanned-digests.ts'
import { noProblems, readResult, type SarifResult } from './sarif-result.ts'
import { readRun } from './sarif-run.ts'

/** Levels of SARIF 1.0 that later became kinds. */
const harmless: ReadonlySet<string> = new Set(['pass', 'notApplicable'])

/** States of a result that an earlier scan had too. */
const wasThere: ReadonlySet<string> = new Set(['unchanged', 'updated'])

/**
 * SARIF 2.1.0 of any tool: one piece of evidence per run.
 *
 * A result is a finding where its `kind` is `fail` (or left out, or no kind of SARIF) and its `baselineState` is not
 * `absent`. Level and severity follow `sarif-result.ts`. Suppressed are results with suppressions that are all accepted,
 * as those without a status are. A run whose results stand in another file proves nothing. A log without a version has that
 * of its schema; one without runs is read, and is evidence of nothing.
 *
 * @see SARIF 2.1.0, sections 3.14.23 (results), 3.27 (result), 3.20 (invocation).
 */
export const sarifParser: ReportParser = {
  matches: (document) => {
    if (document.syntax !== 'json') return false
    const schema = text(field(document.value, '$schema')) ?? ''
    if (!Array.isArray(field(document.value, 'runs')))
      return isWithoutRuns(document.value) && schemaVersion(schema) !== null
    return (
      /sarif/i.test(schema) ||
      fieldAt(items(field(document.value, 'runs'))[0], 'tool') !== undefined ||
      field(document.value, 'version') === '2.1.0'
    )
  },
  parse: (document) => {
    const value = document.syntax === 'json' ? document.value : null
    const written = text(field(value, 'version'))
    const version = written ?? schemaVersion(text(field(value, '$schema')) ?? '') ?? 'unknown'
    if (!/^(?:1\.0\.0|2\.\d+(?:\.\d+)?)(?:-\S{1,60})?$/.test(version))
      throw malformed('sarif', 'SARIF of version 2.1.0', `version ${excerpt(version)}`)
    const runs = items(field(value, 'runs'))
    for (const run of runs) checkRun(run)
    const read = runs.map((run) => {
      const context = readRun(run)
      return { run, results: items(field(run, 'results')).map((result) => readResult(result, context)) }
    })
    const results = read.flatMap((one) => one.results)
    return {
      evidence: read.map((one) => evidenceOf(one, version)),
      warnings: [
        ...(isWithoutRuns(value) ? [{ code: 'no-runs', message: 'The log has no run, not even an empty list' }] : []),
        ...warningsOf(version, runs, results),
      ],
      tally: {
        version: written,
        runs: runs.length,
        tools: runs.map(toolOf),
        results: results.length,
        explicitLevel: results.filter(({ explicitLevel }) => explicitLevel).length,
        suppressed: results.filter(({ suppressed }) => suppressed).length,
        byLevel: countBy(results, ({ level }) => level),
        bySeverity: countBy(results, ({ severityWord }) => severityWord),
        unsuppressedBySeverity: countBy(
          results.filter(({ suppressed }) => !suppressed),
          ({ severityWord }) => severityWord,
        ),
        kinds: countBy(results, ({ kind }) => kind),
        baseline: countBy(results, ({ baselineState }) => baselineState),
      },
    }
  },
}

/** What a tool writes that failed to list its runs: `null`, or nothing. */
function isWithoutRuns(value: unknown): boolean {
  return isObject(value) && (field(value, 'runs') ?? null) === null
}

/** The version that the name of SARIF's schema has; a file of external properties has another schema. */
function schemaVersion(schema: string): string | null {
  return /\bsarif-(?:schema-)?(\d+\.\d+\.\d+)/i.exec(schema)?.[1] ?? null
}

/** A run whose results are something else than a list is no SARIF; `null` and none at all are. */
function checkRun(run: unknown): void {
  const results = field(run, 'results')
  if (results !== undefined && results !== null && !Array.isArray(results)) {
    throw malformed('sarif', 'a list of results', typeof results)
  }
  if (!items(results).every(isObject)) throw malformed('sarif', 'results that are mappings', 'something else')
}

function toolOf(run: unknown): string {
  return text(fieldAt(run, 'tool', 'driver', 'name')) ?? text(fieldAt(run, 'tool', 'name')) ?? ''
}

function warningsOf(
  version: string,
  runs: readonly unknown[],
  results: readonly SarifResult[],
): readonly ReportWarning[] {
  const undecided = results.filter(({ kind }) => kind === 'open' || kind === 'review').length
  const errors = runs
    .flatMap((run) => items(field(run, 'invocations')))
    .flatMap((one) => [
      ...items(field(one, 'toolExecutionNotifications')),
      ...items(field(one, 'toolConfigurationNotifications')),
    ])
    .filter((one) => field(one, 'level') === 'error').length
  return [
    ...(version === '2.1.0'
      ? []
      : [
          {
            code: 'other-version',
            message: `The report is SARIF ${version}; it is read as 2.1.0, the released standard`,
          },
        ]),
    ...(undecided > 0
      ? [{ code: 'results-undecided', message: `${undecided} results are for people to decide, and are not counted` }]
      : []),
    ...(errors > 0 ? [{ code: 'tool-errors', message: `The tools tell of ${errors} errors of their own` }] : []),
  ]
}

interface ReadRun {
  readonly run: unknown
  readonly results: readonly SarifResult[]
}

function evidenceOf({ run, results }: ReadRun, version: string): FindingsEvidence {
  const invocations = listed(field(run, 'invocations'), 'sarif', 'invocations')
  const times = invocations.flatMap((one) => instantOf(field(one, 'endTimeUtc')) ?? [])
  return {
    kind: 'findings',
    tool: excerpt(toolOf(run) || 'unknown', 200),
    createdAt: times.length === 0 ? null : times.reduce((oldest, one) => Math.min(oldest, one)),
    failure: failureOf(run, invocations),
    findings: results.flatMap((result) => findingsOf(result, version)),
    digests: scannedDigests(items(fieldAt(run, 'properties', 'repoDigests')), fieldAt(run, 'properties', 'imageID')),
    commits: items(field(run, 'versionControlProvenance')).flatMap((one) => text(field(one, 'revisionId')) ?? []),
  }
}

/** An empty list of results is a clean scan; no list at all is none. */
function failureOf(run: unknown, invocations: readonly unknown[]): string | null {
  if (invocations.some((one) => (field(one, 'executionSuccessful') ?? true) !== true))
    return 'the tool says that it did not run successfully'
  if (listed(fieldAt(run, 'externalPropertyFileReferences', 'results'), 'sarif', 'files').length > 0)
    return 'its results stand in another file'
  return Array.isArray(field(run, 'results')) ? null : 'the report has no results, not even an empty list'
}

function findingsOf(result: SarifResult, version: string): readonly Finding[] {
  if (noProblems.has(result.kind) || result.baselineState === 'absent') return []
  if (version.startsWith('1.') && harmless.has(result.level)) return []
  return [
    findingOf({
      category: 'code',
      id: excerpt(result.ruleId, 200),
      word: result.severityWord,
      severity: result.severity,
      title: result.message,
      location: result.location,
      otherLocations: result.otherLocations,
      suppressed: result.suppressed,
      isNew: result.baselineState === null ? undefined : !wasThere.has(result.baselineState),
      fingerprint: result.fingerprint,
    }),
  ]
}
