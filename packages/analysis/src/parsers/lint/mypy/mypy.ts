import type { ReportWarning } from '../../../evidence/index.ts'
import { jsonLines } from '../../json-lines.ts'
import { field, text } from '../../json-value.ts'
import { excerpt, malformed } from '../../malformed.ts'
import type { ReportDocument } from '../../report-document.ts'
import type { ReportParser } from '../../report-parser.ts'
import { firstValueOf } from '../../values-of.ts'
import {
  lineNumber,
  lintEvidence,
  edgeLines,
  outputLines,
  type ListedProblem,
  type LintLevel,
} from '../lint-collection.ts'

const found =
  /^Found (\d+) errors? in (\d+) files? \((?:checked (\d+) source files?|errors prevented further checking)\)/
const success = /^Success: no issues found in (\d+) source files?/
const problem = /^(.+?):(\d+)(?::\d+){0,3}: (error|warning|note): (.*)$/
const crash = /INTERNAL ERROR|^mypy: (?:error: |can't |.*(?:not found|No such file))|^Daemon crashed|^usage: mypy/

/**
 * mypy's output, as text or as a JSON value per line (`--output=json`): one problem per error; a note belongs to the error
 * before it and is a remark.
 *
 * As text, only the last line proves that mypy came to its end: `Success: no issues found in 5 source files` or `Found 2
 * errors in 1 file (checked 5 source files)`. The number of errors there is taken where fewer are listed. A crash, a
 * wrong call, and errors that prevented further checking prove nothing. A clean run writes nothing as JSON.
 */
export const mypyParser: ReportParser = {
  matches: (document) =>
    document.syntax === 'text'
      ? edgeLines(document).some((line) => found.test(line) || success.test(line) || crash.test(line))
      : isMessage(firstValueOf(document)),
  parse: (document) => (document.syntax === 'text' ? readText(document.text) : readLines(document)),
  empty: () => ({ evidence: [lintEvidence('mypy', [])], warnings: [], tally: { errors: 0 } }),
}

function isMessage(value: unknown): boolean {
  return (
    ['file', 'line', 'column', 'message', 'hint', 'code'].every((name) => field(value, name) !== undefined) &&
    levelOf(text(field(value, 'severity')) ?? '') !== null
  )
}

function levelOf(word: string): LintLevel | null {
  return word === 'error' || word === 'warning' ? word : word === 'note' ? 'info' : null
}

function readLines(document: ReportDocument): ReturnType<ReportParser['parse']> {
  const problems: ListedProblem[] = []
  let failure: string | null = null
  for (const { line, text: said, value } of jsonLines(document.text, document.limits)) {
    if (value === undefined) {
      if (crash.test(said)) failure ??= said
      else if (!found.test(said) && !success.test(said))
        throw malformed('mypy', 'a problem as JSON', `'${excerpt(said, 40)}'`, { line, column: 1 })
      continue
    }
    problems.push({
      level: levelOf(text(field(value, 'severity')) ?? '') ?? 'error',
      rule: text(field(value, 'code')),
      file: text(field(value, 'file')),
      line: lineNumber(field(value, 'line')),
      message: text(field(value, 'message')) ?? '',
    })
  }
  const evidence = lintEvidence('mypy', problems, { failure })
  return { evidence: [evidence], warnings: [], tally: { errors: evidence.errors, notes: evidence.infos } }
}

function readText(output: string): ReturnType<ReportParser['parse']> {
  const problems: ListedProblem[] = []
  const warnings: ReportWarning[] = []
  let [failure, files, said]: [string | null, number | null, number | null] = [null, null, null]
  for (const line of outputLines(output)) {
    const [summary, fine] = [found.exec(line), success.exec(line)]
    if (summary !== null) {
      said = (said ?? 0) + Number(summary[1])
      if (summary[3] === undefined) failure ??= 'errors prevented further checking'
      else files = (files ?? 0) + Number(summary[3])
    } else if (fine !== null) {
      said ??= 0
      files = (files ?? 0) + Number(fine[1])
    } else if (crash.test(line)) {
      failure ??= line
    } else {
      const one = problem.exec(line)
      if (one !== null) problems.push(problemOf(one))
    }
  }
  if (said === null) failure ??= 'the output ends without a result'
  const listed = lintEvidence('mypy', problems, { files, failure })
  const errors = Math.max(listed.errors, said ?? 0)
  if (said !== null && said !== listed.errors) {
    warnings.push({
      code: 'summary-mismatch',
      message: `The output says it has ${String(said)} errors and lists ${listed.errors}`,
    })
  }
  return { evidence: [{ ...listed, errors }], warnings, tally: { errors: listed.errors, notes: listed.infos, files } }
}

function problemOf(match: RegExpExecArray): ListedProblem {
  const [, file = '', line = '', word = '', rest = ''] = match
  const said = rest.trim()
  const code = /\s\[([a-z0-9-]+)\]$/.exec(said)
  return {
    level: levelOf(word) ?? 'error',
    rule: code?.[1] ?? null,
    file,
    line: lineNumber(line),
    message: code === null ? said : said.slice(0, code.index).trim(),
  }
}
