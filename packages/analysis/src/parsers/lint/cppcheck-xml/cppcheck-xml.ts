import { countBy } from '../../count-by.ts'
import { xmlOf } from '../../report-document.ts'
import type { ReportParser } from '../../report-parser.ts'
import { lineNumber, lintEvidence, type ListedProblem } from '../lint-collection.ts'

type Attributes = ReadonlyMap<string, string>

/**
 * Cppcheck's XML, of version 2 (`cppcheck`, `errors`, `location`) and version 1 (`error` with `file` and `line`): one
 * problem per `error`. Severity `error` is an error and `warning` a warning; `style`, `performance`, `portability`,
 * `information`, `debug` and `none` are remarks; another word is an error. The place is that of the first location.
 */
export const cppcheckXmlParser: ReportParser = {
  matches: (document) =>
    document.syntax === 'xml' &&
    document.root === 'results' &&
    (document.early.has('cppcheck') ||
      (document.attributes.has('version') && document.early.has('errors')) ||
      (document.early.has('error') && !document.early.has('errors'))),
  parse: (document) => {
    const problems: ListedProblem[] = []
    const severities: string[] = []
    let open: { readonly attributes: Attributes; place: Attributes | null } | null = null
    xmlOf(document).read({
      open: (name, attributes) => {
        if (name === 'error') open = { attributes, place: null }
        else if (name === 'location' && open !== null) open.place ??= attributes
      },
      close: (name) => {
        if (name !== 'error' || open === null) return
        const { attributes, place } = open
        const severity = attributes.get('severity') ?? ''
        severities.push(severity)
        const where = place ?? attributes
        problems.push({
          level: levelOf(severity),
          rule: attributes.get('id') ?? null,
          file: where.get('file') ?? null,
          line: lineNumber(where.get('line')),
          message: attributes.get('msg') ?? '',
        })
        open = null
      },
    })
    return {
      evidence: [lintEvidence('Cppcheck', problems)],
      warnings: [],
      tally: { errors: severities.length, bySeverity: countBy(severities, (one) => one) },
    }
  },
}

const remarks: ReadonlySet<string> = new Set([
  'style',
  'performance',
  'portability',
  'information',
  'debug',
  'none',
  'all',
  'possible style',
])

function levelOf(severity: string): ListedProblem['level'] {
  return severity === 'warning' ? 'warning' : remarks.has(severity) ? 'info' : 'error'
}
