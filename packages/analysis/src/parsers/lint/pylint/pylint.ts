import { countBy } from '../../count-by.ts'
import { field, fieldAt, isObject, items, text } from '../../json-value.ts'
import { malformed } from '../../malformed.ts'
import { jsonOf } from '../../report-document.ts'
import type { ReportParser } from '../../report-parser.ts'
import { isEmptyList, lineNumber, lintEvidence, type LintLevel } from '../lint-collection.ts'

const levels: ReadonlyMap<string, LintLevel> = new Map([
  ['fatal', 'error'],
  ['error', 'error'],
  ['warning', 'warning'],
  ['refactor', 'info'],
  ['convention', 'info'],
  ['info', 'info'],
])

/**
 * Pylint's `json` (a list of messages) and `json2` (with statistics): one problem per message, by its `type`: `fatal` and
 * `error` are errors, `refactor`, `convention` and `info` are remarks, a type that is not known is an error.
 *
 * The older format writes `[]` where it finds nothing, as many tools do: such a file names no tool and is taken as
 * Pylint's only where the caller says so. `json2` says how many modules it looked at.
 */
export const pylintParser: ReportParser = {
  matches: (document) => {
    const value = jsonOf(document)
    if (Array.isArray(value)) return value.length > 0 && value.every(isMessage)
    return isObject(field(value, 'statistics')) && fieldAt(value, 'statistics', 'messageTypeCount') !== undefined
  },
  matchesNamed: isEmptyList,
  parse: (document) => {
    const value = jsonOf(document)
    const listed = Array.isArray(value) ? value : field(value, 'messages')
    if (!Array.isArray(listed)) throw malformed('pylint', 'a list of messages', 'none')
    const messages = items(listed)
    const modules = fieldAt(value, 'statistics', 'modulesLinted')
    const evidence = lintEvidence(
      'Pylint',
      messages.map((message) => ({
        level: levels.get(text(field(message, 'type')) ?? '') ?? 'error',
        rule: text(field(message, 'symbol')) ?? text(field(message, 'message-id')) ?? text(field(message, 'messageId')),
        file: text(field(message, 'path')),
        line: lineNumber(field(message, 'line')),
        message: text(field(message, 'message')) ?? '',
      })),
      { files: typeof modules === 'number' ? modules : null },
    )
    return {
      evidence: [evidence],
      warnings: [],
      tally: {
        messages: messages.length,
        byType: countBy(messages, (message) => text(field(message, 'type')) ?? 'null'),
      },
    }
  },
}

function isMessage(value: unknown): boolean {
  return typeof field(value, 'message-id') === 'string' && typeof field(value, 'type') === 'string'
}
