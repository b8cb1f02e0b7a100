import { countBy } from '../../count-by.ts'
import { xmlOf } from '../../report-document.ts'
import type { ReportParser } from '../../report-parser.ts'
import { lineNumber, lintEvidence, type ListedProblem } from '../lint-collection.ts'

/**
 * Checkstyle's XML, which many linters write: one problem per `error` of a `file`, by its `severity`; without one, and with
 * a word that is not known, it is an error. Severity `ignore` is counted as suppressed. An `exception` (a file that could
 * not be checked) is an error.
 *
 * The file does not say which tool wrote it: its tool is always Checkstyle, and a suite's label tells several apart. Some
 * writers list only files with problems, so the number of files is that of those listed, and not known where none is.
 */
export const checkstyleParser: ReportParser = {
  matches: (document) => document.syntax === 'xml' && document.root === 'checkstyle',
  parse: (document) => {
    const problems: ListedProblem[] = []
    const severities: string[] = []
    let [suppressed, files, exceptions] = [0, 0, 0]
    let file: string | null = null
    let exception: string | null = null
    xmlOf(document).read({
      open: (name, attributes) => {
        if (name === 'file') {
          files += 1
          file = attributes.get('name') ?? null
        } else if (name === 'error') {
          const severity = attributes.get('severity') ?? ''
          severities.push(severity)
          const word = severity.toLowerCase()
          if (word === 'ignore') {
            suppressed += 1
            return
          }
          problems.push({
            level: word === 'warning' ? 'warning' : word === 'info' || word === 'style' ? 'info' : 'error',
            rule: attributes.get('source') ?? null,
            file,
            line: lineNumber(attributes.get('line')),
            message: attributes.get('message') ?? '',
          })
        } else if (name === 'exception') {
          exception = ''
        }
      },
      text: (said) => {
        if (exception !== null) exception = `${exception}${said}`.slice(0, 1000)
      },
      close: (name) => {
        if (name !== 'exception' || exception === null) return
        exceptions += 1
        problems.push({ level: 'error', rule: null, file, line: null, message: exception })
        exception = null
      },
    })
    return {
      evidence: [lintEvidence('Checkstyle', problems, { suppressed, files: files > 0 ? files : null })],
      warnings: [],
      tally: { files, errors: severities.length, exceptions, bySeverity: countBy(severities, (one) => one) },
    }
  },
}
