import type { ReportWarning } from '../../../evidence/index.ts'
import type { ReportDocument } from '../../report-document.ts'
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
/** The first and the last of the numbers that `--diagnostics` prints when the compiler has come to its end. */
const filesRead = /^Files: +(\d+)$/
const totalTime = /^Total time: +[\d.]+s$/
const summary = /^Found (\d+) errors?(?: in |\.|, )/

/**
 * What the TypeScript compiler prints, plain and pretty: one problem per diagnostic (`a.ts(1,2): error TS2322: …`,
 * `a.ts:1:2 - error TS2322: …`); one without a file is about the call or the configuration. The number in `Found 3
 * errors` is taken where fewer are listed. A clean run prints nothing, unless `--diagnostics` asks for its numbers: these tell
 * it from one that did not come to its end, and how many files it read.
 */
export const tscParser: ReportParser = {
  matches: (document) => {
    const lines = edgeLines(document)
    return lines.some((line) => inFile.test(line) || ofRun.test(line)) || hasNumbers(lines)
  },
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
    const listed = lintEvidence('tsc', problems, { files: numberOfFiles(document) })
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

function hasNumbers(lines: readonly string[]): boolean {
  return lines.some((line) => filesRead.test(line)) && lines.some((line) => totalTime.test(line))
}

/** How many files were read; `null` where the numbers are not there, or are not whole. */
function numberOfFiles(document: ReportDocument): number | null {
  const lines = edgeLines(document)
  if (!hasNumbers(lines)) return null
  const said = lines.flatMap((line) => filesRead.exec(line)?.[1] ?? [])[0]
  return said === undefined ? null : Number(said)
}

function levelOf(word: string): LintLevel {
  return word === 'warning' ? 'warning' : word === 'message' ? 'info' : 'error'
}
