import { countBy } from '../../count-by.ts'
import { field, fieldAt, items, text } from '../../json-value.ts'
import { jsonOf } from '../../report-document.ts'
import type { ReportParser } from '../../report-parser.ts'
import { isEmptyList, lineNumber, lintEvidence } from '../lint-collection.ts'

/**
 * Ruff's `json` output: a list of problems, each an error, as Ruff's exit code has it; one without a code is a syntax
 * error. A clean run writes `[]`, as many tools do: such a file names no tool and is taken as Ruff's only where
 * the caller says so.
 */
export const ruffParser: ReportParser = {
  matches: (document) => {
    const list = items(jsonOf(document))
    return list.length > 0 && list.every(isProblem)
  },
  matchesNamed: isEmptyList,
  parse: (document) => {
    const list = items(jsonOf(document))
    const evidence = lintEvidence(
      'Ruff',
      list.map((one) => ({
        level: 'error',
        rule: text(field(one, 'code')),
        file: text(field(one, 'filename')),
        line: lineNumber(fieldAt(one, 'location', 'row')),
        message: text(field(one, 'message')) ?? '',
      })),
    )
    return {
      evidence: [evidence],
      warnings: [],
      tally: { errors: evidence.errors, byRule: countBy(list, (one) => text(field(one, 'code')) ?? '') },
    }
  },
}

function isProblem(value: unknown): boolean {
  return (
    typeof field(value, 'filename') === 'string' &&
    fieldAt(value, 'location', 'row') !== undefined &&
    fieldAt(value, 'end_location', 'row') !== undefined &&
    field(value, 'code') !== undefined
  )
}
