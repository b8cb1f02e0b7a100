import type { ReportWarning } from '../../../evidence/index.ts'
import type { ReportParser } from '../../report-parser.ts'
import {
  lineNumber,
  lintEvidence,
  edgeLines,
  outputLines,
  type LintLevel,
  type ListedProblem,
} from '../lint-collection.ts'

const inFile = /^(.+?)(?:\((\d+),\d+\):|:(\d+):\d+ -) (error|warning|message) (TS\d+): (.*)$/
const ofRun = /^(error|warning|message) (TS\d+): (.*)$/
const summary = /^Found (\d+) errors?(?: in |\.|, )/

/**
 * What the TypeScript compiler prints, plain and pretty: one problem per diagnostic (`a.ts(1,2): error TS2322: …`,
 * `a.ts:1:2 - error TS2322: …`); one without a file is about the call or the configuration. The number in `Found 3
 * errors` is taken where fewer are listed. A clean run prints nothing.
 */
export const tscParser: ReportParser = {
  matches: (document) => edgeLines(document).some((line) => inFile.test(line) || ofRun.test(line)),
  parse: (document) => {
    const problems: ListedProblem[] = []
    const warnings: ReportWarning[] = []
    let said: number | null = null
    for (const line of outputLines(document.text)) {
      const found = inFile.exec(line)
      const bare = found === null ? ofRun.exec(line) : null
      const counted = summary.exec(line)?.[1]
      if (counted !== undefined) said = (said ?? 0) + Number(counted)
      if (found !== null) {
        const [, file = '', plain, pretty, word = '', rule = '', message = ''] = found
        problems.push({ level: levelOf(word), rule, file, line: lineNumber(plain ?? pretty), message })
      } else if (bare !== null) {
        const [, word = '', rule = '', message = ''] = bare
        problems.push({ level: levelOf(word), rule, file: null, line: null, message })
      }
    }
    const listed = lintEvidence('tsc', problems)
    if (said !== null && said !== listed.errors) {
      warnings.push({
        code: 'summary-mismatch',
        message: `The output says it has ${String(said)} errors and lists ${listed.errors}`,
      })
    }
    const errors = Math.max(listed.errors, said ?? 0)
    return { evidence: [{ ...listed, errors }], warnings, tally: { errors: listed.errors } }
  },
  empty: () => ({ evidence: [lintEvidence('tsc', [])], warnings: [], tally: { errors: 0 } }),
}

function levelOf(word: string): LintLevel {
  return word === 'warning' ? 'warning' : word === 'message' ? 'info' : 'error'
}
