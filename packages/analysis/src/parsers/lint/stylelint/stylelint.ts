import { countBy } from '../../count-by.ts'
import { field, items, text } from '../../json-value.ts'
import { excerpt } from '../../malformed.ts'
import { jsonOf } from '../../report-document.ts'
import type { ReportParser } from '../../report-parser.ts'
import { isEmptyList, lineNumber, lintEvidence, type ListedProblem } from '../lint-collection.ts'

/**
 * Stylelint's `json` formatter: one problem per warning, by its `severity`; another word is an error. What could not be
 * parsed, and options that are not valid, are errors; so is a file that is said to have errors and lists none. Ignored files were not looked at.
 */
export const stylelintParser: ReportParser = {
  matches: (document) => {
    const list = items(jsonOf(document))
    return list.length > 0 && list.every(isFile)
  },
  matchesNamed: isEmptyList,
  parse: (document) => {
    const files = items(jsonOf(document))
    const problems: ListedProblem[] = []
    const unlisted: string[] = []
    for (const one of files) {
      const file = text(field(one, 'source'))
      const before = problems.length
      for (const warning of items(field(one, 'warnings'))) {
        problems.push({
          level: field(warning, 'severity') === 'warning' ? 'warning' : 'error',
          rule: text(field(warning, 'rule')),
          file,
          line: lineNumber(field(warning, 'line')),
          message: text(field(warning, 'text')) ?? '',
        })
      }
      for (const name of ['parseErrors', 'invalidOptionWarnings']) {
        for (const broken of items(field(one, name))) {
          problems.push({ level: 'error', rule: null, file, line: null, message: text(field(broken, 'text')) ?? name })
        }
      }
      if (field(one, 'errored') === true && !problems.slice(before).some(({ level }) => level === 'error'))
        unlisted.push(file ?? '')
    }
    const looked = files.filter((one) => field(one, 'ignored') !== true).length
    const evidence = lintEvidence('Stylelint', problems, {
      files: looked,
      unlisted: { errors: unlisted.length, warnings: 0 },
    })
    return {
      evidence: [evidence],
      warnings:
        unlisted.length === 0
          ? []
          : [
              {
                code: 'summary-mismatch',
                message: `The report says that ${unlisted.length} files have errors and lists none of them, ${excerpt(unlisted[0] ?? '')} for one`,
              },
            ],
      tally: {
        files: files.length,
        errors: evidence.errors - unlisted.length,
        warnings: evidence.warnings,
        byRule: countBy(problems, ({ rule }) => rule ?? ''),
      },
    }
  },
}

function isFile(value: unknown): boolean {
  return (
    Array.isArray(field(value, 'warnings')) &&
    field(value, 'source') !== undefined &&
    (field(value, 'errored') !== undefined || Array.isArray(field(value, 'invalidOptionWarnings')))
  )
}
