import { countBy } from '../../count-by.ts'
import { field, fieldAt, items, text } from '../../json-value.ts'
import { jsonOf } from '../../report-document.ts'
import type { ReportParser } from '../../report-parser.ts'
import { beyond, lineNumber, lintEvidence, type LintLevel, type ListedProblem } from '../lint-collection.ts'

const levels: ReadonlyMap<string, LintLevel> = new Map([
  ['fatal', 'error'],
  ['error', 'error'],
  ['warning', 'warning'],
  ['convention', 'info'],
  ['refactor', 'info'],
  ['info', 'info'],
])

/**
 * RuboCop's `json` formatter: one problem per offense, by its `severity`: `fatal` and `error` are errors, `convention`,
 * `refactor` and `info` are remarks, another word is an error. Offenses that were corrected are none any more. Those that are counted and not listed are errors.
 */
export const rubocopParser: ReportParser = {
  matches: (document) => {
    const value = jsonOf(document)
    return Array.isArray(field(value, 'files')) && fieldAt(value, 'summary', 'offense_count') !== undefined
  },
  parse: (document) => {
    const value = jsonOf(document)
    const problems: ListedProblem[] = []
    let corrected = 0
    for (const one of items(field(value, 'files'))) {
      for (const offense of items(field(one, 'offenses'))) {
        if (field(offense, 'corrected') === true) {
          corrected += 1
          continue
        }
        problems.push({
          level: levels.get(text(field(offense, 'severity')) ?? '') ?? 'error',
          rule: text(field(offense, 'cop_name')),
          file: text(field(one, 'path')),
          line: lineNumber(fieldAt(offense, 'location', 'start_line') ?? fieldAt(offense, 'location', 'line')),
          message: text(field(offense, 'message')) ?? '',
        })
      }
    }
    const inspected = fieldAt(value, 'summary', 'inspected_file_count')
    const said = fieldAt(value, 'summary', 'offense_count')
    const evidence = lintEvidence('RuboCop', problems, {
      files: typeof inspected === 'number' ? inspected : null,
      unlisted: { errors: beyond(said, problems.length + corrected), warnings: 0 },
    })
    return {
      evidence: [evidence],
      warnings:
        said === problems.length + corrected
          ? []
          : [
              {
                code: 'summary-mismatch',
                message: `The report says it has ${typeof said === 'number' ? said : 'no number of'} offenses and lists ${problems.length + corrected}`,
              },
            ],
      tally: { offenses: problems.length, corrected, byRule: countBy(problems, ({ rule }) => rule ?? '') },
    }
  },
}
