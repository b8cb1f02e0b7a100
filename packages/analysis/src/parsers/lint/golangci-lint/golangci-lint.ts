import { countBy } from '../../count-by.ts'
import { field, fieldAt, isObject, items, text } from '../../json-value.ts'
import { listed } from '../../listed.ts'
import { jsonOf } from '../../report-document.ts'
import type { ReportParser } from '../../report-parser.ts'
import { lineNumber, lintEvidence, type LintLevel } from '../lint-collection.ts'

const levels: ReadonlyMap<string, LintLevel> = new Map([
  ['warning', 'warning'],
  ['warn', 'warning'],
  ['medium', 'warning'],
  ['info', 'info'],
  ['low', 'info'],
  ['note', 'info'],
  ['style', 'info'],
])

/**
 * golangci-lint's JSON: one problem per issue. Severities are the configuration's own words; without one, and with one
 * that is not known, an issue is an error. `Report.Error` says that the run itself failed and proves nothing.
 */
export const golangciLintParser: ReportParser = {
  matches: (document) => {
    const value = jsonOf(document)
    if (!isObject(value) || !Object.hasOwn(value, 'Issues')) return false
    return isObject(field(value, 'Report')) || items(field(value, 'Issues')).some(isIssue)
  },
  parse: (document) => {
    const value = jsonOf(document)
    const issues = listed(field(value, 'Issues'), 'golangci-lint', 'issues')
    const evidence = lintEvidence(
      'golangci-lint',
      issues.map((issue) => ({
        level: levels.get((text(field(issue, 'Severity')) ?? '').toLowerCase()) ?? 'error',
        rule: text(field(issue, 'FromLinter')),
        file: text(fieldAt(issue, 'Pos', 'Filename')),
        line: lineNumber(fieldAt(issue, 'Pos', 'Line')),
        message: text(field(issue, 'Text')) ?? '',
      })),
      { failure: text(fieldAt(value, 'Report', 'Error')) },
    )
    return {
      evidence: [evidence],
      warnings: items(fieldAt(value, 'Report', 'Warnings')).map((warning) => ({
        code: 'tool-warning',
        message: `${text(field(warning, 'Tag')) ?? 'golangci-lint'}: ${text(field(warning, 'Text')) ?? ''}`.slice(
          0,
          300,
        ),
      })),
      tally: { issues: issues.length, byRule: countBy(issues, (issue) => text(field(issue, 'FromLinter')) ?? '') },
    }
  },
}

function isIssue(issue: unknown): boolean {
  return typeof field(issue, 'FromLinter') === 'string' && isObject(field(issue, 'Pos'))
}
