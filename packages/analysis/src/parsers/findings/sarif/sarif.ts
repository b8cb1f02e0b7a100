import type { Finding, FindingsEvidence } from '../../../evidence/index.ts'
import { countBy } from '../../count-by.ts'
import { field, fieldAt, items, text } from '../../json-value.ts'
import { excerpt, malformed } from '../../malformed.ts'
import type { ReportParser } from '../../report-parser.ts'
import { readResult, type SarifResult } from './sarif-result.ts'

/**
 * SARIF 2.1.0 of any tool: one piece of evidence per run.
 *
 * A result is a finding where its `kind` is `fail` (or left out) and its `baselineState` is not `absent`. Level and
 * severity follow `sarif-result.ts`. Suppressed are results with suppressions of which none is under review or rejected.
 *
 * @see SARIF 2.1.0, sections 3.14.23 (results), 3.27 (result), 3.20 (invocation).
 */
export const sarifParser: ReportParser = {
  matches: (document) => {
    if (document.syntax !== 'json' || !Array.isArray(field(document.value, 'runs'))) return false
    const schema = text(field(document.value, '$schema')) ?? ''
    return (
      /sarif/i.test(schema) ||
      fieldAt(items(field(document.value, 'runs'))[0], 'tool') !== undefined ||
      field(document.value, 'version') === '2.1.0'
    )
  },
  parse: (document) => {
    const value = document.syntax === 'json' ? document.value : null
    const version = text(field(value, 'version')) ?? 'unknown'
    if (!/^(?:1\.0\.0|2\.\d+(?:\.\d+)?)$/.test(version))
      throw malformed('sarif', 'SARIF of version 2.1.0', `version ${excerpt(version)}`)
    const runs = items(field(value, 'runs'))
    for (const run of runs) checkRun(run)
    const results = runs.flatMap((run) => items(field(run, 'results')).map((result) => readResult(result, run)))
    return {
      evidence: runs.map(evidenceOf),
      warnings:
        version === '2.1.0'
          ? []
          : [
              {
                code: 'other-version',
                message: `The report is SARIF ${version}; it is read as 2.1.0, the released standard`,
              },
            ],
      tally: {
        version,
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

/** A run whose results are something else than a list is no SARIF; `null` and none at all are. */
function checkRun(run: unknown): void {
  const results = field(run, 'results')
  if (results !== undefined && results !== null && !Array.isArray(results)) {
    throw malformed('sarif', 'a list of results', typeof results)
  }
}

function toolOf(run: unknown): string {
  return text(fieldAt(run, 'tool', 'driver', 'name')) ?? text(fieldAt(run, 'tool', 'name')) ?? ''
}

function evidenceOf(run: unknown): FindingsEvidence {
  const invocations = items(field(run, 'invocations'))
  const ended = Date.parse(text(field(invocations[0], 'endTimeUtc')) ?? '')
  return {
    kind: 'findings',
    tool: excerpt(toolOf(run) || 'unknown', 200),
    createdAt: Number.isNaN(ended) ? null : ended,
    failure: failureOf(run, invocations),
    findings: items(field(run, 'results')).flatMap((result) => findingOf(readResult(result, run))),
  }
}

/** An empty list of results is a clean scan; no list at all is none. */
function failureOf(run: unknown, invocations: readonly unknown[]): string | null {
  if (invocations.some((one) => field(one, 'executionSuccessful') === false))
    return 'the tool says that it did not run successfully'
  return Array.isArray(field(run, 'results')) ? null : 'the report has no results, not even an empty list'
}

function findingOf(result: SarifResult): readonly Finding[] {
  if (result.kind !== 'fail' || result.baselineState === 'absent') return []
  return [
    {
      category: 'code',
      id: excerpt(result.ruleId, 200),
      aliases: [],
      severity: result.severity,
      severityWord: result.severityWord,
      title: excerpt(result.message, 300),
      location: result.location,
      package: null,
      suppressed: result.suppressed,
    },
  ]
}
