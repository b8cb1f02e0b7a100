import type { ReportWarning } from '../../../evidence/index.ts'
import { field, items, text } from '../../json-value.ts'
import { malformed } from '../../malformed.ts'
import { jsonOf } from '../../report-document.ts'
import type { ReportParser } from '../../report-parser.ts'
import { beyond, isEmptyList, lineNumber, lintEvidence, type ListedProblem } from '../lint-collection.ts'

/**
 * ESLint's `json` and `json-with-metadata` formats: one problem per message. Severity 2 is an error, 1 a warning; a
 * message that is `fatal`, or has another severity, is an error. `suppressedMessages` (set aside in the code) are counted
 * apart. Where a file counts more errors or warnings than it lists, the larger count holds. Every file is listed, also those without problems: `[]` looked
 * at none, and is read only where the caller names the format.
 *
 * Secretlint and textlint write lists of the same outer shape and are not read as ESLint.
 */
export const eslintParser: ReportParser = {
  matches: (document) => {
    const files = filesOf(jsonOf(document))
    return files.length > 0 && files.every(isFile) && files.some(isOwn)
  },
  matchesNamed: isEmptyList,
  parse: (document) => {
    const files = filesOf(jsonOf(document))
    const problems: ListedProblem[] = []
    const tally = { files: files.length, errors: 0, warnings: 0, fatal: 0, suppressed: 0 }
    const said = { errors: 0, warnings: 0, given: false }
    const unlisted = { errors: 0, warnings: 0 }
    for (const file of files) {
      const messages = field(file, 'messages')
      if (!Array.isArray(messages)) throw malformed('eslint', 'a list of messages for every file', 'none')
      const own = { errors: 0, warnings: 0, fatal: 0 }
      for (const message of items(messages)) {
        const severity = field(message, 'severity')
        if (severity === 2) tally.errors += 1
        if (severity === 1) tally.warnings += 1
        if (field(message, 'fatal') === true) tally.fatal += 1
        own[severity === 1 ? 'warnings' : 'errors'] += 1
        if (severity === 1 && field(message, 'fatal') === true) own.fatal += 1
        problems.push({
          level: severity === 1 && field(message, 'fatal') !== true ? 'warning' : 'error',
          rule: text(field(message, 'ruleId')),
          file: text(field(file, 'filePath')),
          line: lineNumber(field(message, 'line')),
          message: text(field(message, 'message')) ?? '',
        })
      }
      tally.suppressed += items(field(file, 'suppressedMessages')).length
      const [errors, warnings] = [field(file, 'errorCount'), field(file, 'warningCount')]
      const fatal = field(file, 'fatalErrorCount')
      unlisted.errors += Math.max(
        beyond(errors, own.errors),
        // Fatal ones are errors as well, in whatever severity they are written.
        beyond(fatal, own.errors + own.fatal),
      )
      unlisted.warnings += beyond(warnings, own.warnings)
      if (typeof errors !== 'number' || typeof warnings !== 'number') continue
      said.given = true
      said.errors += errors
      said.warnings += warnings
    }
    const evidence = lintEvidence('ESLint', problems, { suppressed: tally.suppressed, files: files.length, unlisted })
    const listed = { errors: evidence.errors - unlisted.errors, warnings: evidence.warnings - unlisted.warnings }
    const isWhole = unlisted.errors + unlisted.warnings === 0
    const warnings: ReportWarning[] =
      isWhole && (!said.given || (said.errors === listed.errors && said.warnings === listed.warnings))
        ? []
        : [
            {
              code: 'summary-mismatch',
              message: `The report says it has ${said.errors} errors and ${said.warnings} warnings and lists ${listed.errors} and ${listed.warnings}`,
            },
          ]
    return { evidence: [evidence], warnings, tally }
  },
}

/** The list itself, or the `results` beside the metadata of the rules. */
function filesOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) || field(value, 'metadata') === undefined ? items(value) : items(field(value, 'results'))
}

function isFile(file: unknown): boolean {
  return (
    typeof field(file, 'filePath') === 'string' &&
    Array.isArray(field(file, 'messages')) &&
    field(file, 'sourceContentType') === undefined
  )
}

/** What the tools with the same outer shape do not write. */
function isOwn(file: unknown): boolean {
  return (
    typeof field(file, 'errorCount') === 'number' ||
    items(field(file, 'messages')).some(
      (message) =>
        typeof field(message, 'severity') === 'number' &&
        field(message, 'type') !== 'lint' &&
        field(message, 'type') !== 'message',
    )
  )
}
