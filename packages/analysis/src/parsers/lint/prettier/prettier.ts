import type { ReportParser } from '../../report-parser.ts'
import { lintEvidence, edgeLines, outputLines, type ListedProblem } from '../lint-collection.ts'

const conclusions = [
  /^All matched files use Prettier code style!/,
  /^(?:\[warn\] )?Code style issues (?:were )?found in /i,
  /^(?:\[error\] )?Error occurred when checking code style in /,
]

/**
 * What `prettier --check` prints: one error per file that is not formatted, and per file that could not be read.
 *
 * Only a conclusion (`All matched files use Prettier code style!`, `Code style issues found in …`) proves that it came to
 * its end; a pattern that no file matches proves nothing either. The output does not say how many files were looked at.
 */
export const prettierParser: ReportParser = {
  matches: (document) =>
    edgeLines(document).some(
      (line) => line.trim() === 'Checking formatting...' || conclusions.some((pattern) => pattern.test(line)),
    ),
  parse: (document) => {
    const problems: ListedProblem[] = []
    let failure: string | null = null
    let concluded = false
    for (const line of outputLines(document.text)) {
      if (conclusions.some((pattern) => pattern.test(line))) {
        concluded = true
        continue
      }
      const [, word, said = ''] = /^\[(warn|error)\] (.*)$/.exec(line) ?? []
      if (word === 'warn') {
        if (/^(?:Ignored unknown option|jsxBracketSameLine is deprecated)/.test(said)) continue
        problems.push({ level: 'error', rule: null, file: said, line: null, message: 'Not formatted' })
      } else if (word === 'error') {
        const [, file, message] = /^(.+?): (.*)$/.exec(said) ?? []
        if (/^(?:No (?:files matching|supported files)|Invalid configuration|Couldn't |Cannot )/.test(said))
          failure ??= said
        // The lines below it show the place.
        else if (file !== undefined && !/^[\s>\d|]/.test(said))
          problems.push({ level: 'error', rule: null, file, line: null, message: message ?? '' })
      }
    }
    if (!concluded) failure ??= 'the output ends without a result'
    const evidence = lintEvidence('Prettier', problems, { failure })
    return { evidence: [evidence], warnings: [], tally: { errors: evidence.errors } }
  },
}
