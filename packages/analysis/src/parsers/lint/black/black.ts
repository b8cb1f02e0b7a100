import type { ReportWarning } from '../../../evidence/index.ts'
import type { ReportParser } from '../../report-parser.ts'
import { lintEvidence, edgeLines, outputLines, type ListedProblem } from '../lint-collection.ts'

const summary =
  /^\d+ files? (?:would be (?:reformatted|left unchanged)|(?:would fail|failed) to reformat|already formatted)/
const counts =
  /(\d+) files? (would be reformatted|would be left unchanged|would fail to reformat|failed to reformat|already formatted)/g

/**
 * What `black --check` and `ruff format --check` print: one error per file that would be reformatted, and per file that
 * could not be. Only the summary (`3 files would be left unchanged.`) proves that it came to its end, and says how many
 * files were looked at; its number of files is taken where fewer are listed.
 */
export const blackParser: ReportParser = {
  matches: (document) => edgeLines(document).some((line) => summary.test(line)),
  parse: (document) => {
    const problems: ListedProblem[] = []
    const warnings: ReportWarning[] = []
    let [said, files, ruff] = [0, 0, false]
    /** Ruff names the file in the line after what it says. */
    let about: string | null = null
    for (const line of outputLines(document.text)) {
      if (summary.test(line)) {
        for (const [, number = '', what = ''] of line.matchAll(counts)) {
          files += Number(number)
          if (what === 'would be reformatted' || what.endsWith('to reformat')) said += Number(number)
          if (what === 'already formatted') ruff = true
        }
        continue
      }
      const place = /^\s*--> (.+?)(?::\d+){0,2}$/.exec(line)?.[1]
      if (place !== undefined && about !== null)
        problems.push({ level: 'error', rule: null, file: place, line: null, message: about })
      about = /^(?:unformatted|invalid-syntax): (.*)$/.exec(line)?.[1] ?? null
      const unformatted = /^(?:would reformat |Would reformat: )(.+)$/.exec(line)?.[1]
      const [, broken, message = ''] =
        /^error: (?:cannot format |Failed to (?:parse|format) )(.+?): (.*)$/i.exec(line) ?? []
      if (unformatted !== undefined)
        problems.push({ level: 'error', rule: null, file: unformatted, line: null, message: 'Not formatted' })
      else if (broken !== undefined) problems.push({ level: 'error', rule: null, file: broken, line: null, message })
    }
    const listed = lintEvidence(ruff ? 'ruff format' : 'Black', problems, { files })
    if (said !== listed.errors) {
      warnings.push({
        code: 'summary-mismatch',
        message: `The output says that ${said} files are not formatted and lists ${listed.errors}`,
      })
    }
    const errors = Math.max(said, listed.errors)
    return { evidence: [{ ...listed, errors }], warnings, tally: { errors, files } }
  },
}
