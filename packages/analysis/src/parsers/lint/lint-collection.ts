import type { LintEvidence, LintProblem } from '../../evidence/index.ts'
import { excerpt } from '../malformed.ts'
import type { ReportDocument } from '../report-document.ts'
import { startsAsDiff } from '../starts-as-diff.ts'

export type LintLevel = LintProblem['level']

/** One problem as its report has it. */
export interface ListedProblem {
  readonly level: LintLevel
  readonly rule: string | null
  readonly file: string | null
  readonly line: number | null
  readonly message: string
}

/**
 * Puts the problems of one report together as evidence, so that every format counts alike. `unlisted` are those that a
 * report counts and does not list: they count too.
 */
export function lintEvidence(
  tool: string,
  problems: readonly ListedProblem[],
  facts: {
    readonly suppressed?: number
    readonly files?: number | null
    readonly failure?: string | null
    readonly unlisted?: { readonly errors: number; readonly warnings: number }
  } = {},
): LintEvidence {
  const count = (level: LintLevel): number => problems.filter((one) => one.level === level).length
  return {
    kind: 'lint',
    tool,
    errors: count('error') + (facts.unlisted?.errors ?? 0),
    warnings: count('warning') + (facts.unlisted?.warnings ?? 0),
    infos: count('info'),
    suppressed: facts.suppressed ?? 0,
    files: facts.files ?? null,
    problems: problems.map(({ message, file, rule, ...one }) => ({
      ...one,
      file: file === null ? null : excerpt(file, 300),
      rule: rule === null ? null : excerpt(rule, 200),
      message: excerpt(message.trimStart().split('\n', 1)[0] ?? '', 300),
    })),
    failure: facts.failure === undefined || facts.failure === null ? null : excerpt(facts.failure, 300),
  }
}

/** How much larger the count of a report is than what is listed; 0 for one that is none. */
export function beyond(said: unknown, listed: number): number {
  return typeof said === 'number' && said > listed ? Math.min(said, Number.MAX_SAFE_INTEGER) - listed : 0
}

/** The number of a line in a report; `null` for what is none. */
export function lineNumber(value: unknown): number | null {
  const number = typeof value === 'string' && /^\d{1,15}$/.test(value) ? Number(value) : value
  return typeof number === 'number' && Number.isSafeInteger(number) && number > 0 ? number : null
}

/** Lines of a tool's output, without the colours of a terminal. */
export function outputLines(text: string): readonly string[] {
  return text.replace(/\p{Cc}\[[\d;]*m/gu, '').split(/\r?\n/)
}

const tailLength = 8192

/** The first and the last lines of a tool's output, where it names itself and says how it ended; none of a diff. */
export function edgeLines(document: ReportDocument): readonly string[] {
  if (document.syntax !== 'text' || startsAsDiff(document)) return []
  const { head, text } = document
  return outputLines(text.length <= head.length + tailLength ? text : `${head}\n${text.slice(-tailLength)}`)
}

/** True for `[]`, which many tools write where they find nothing: it names none of them. */
export function isEmptyList(document: ReportDocument): boolean {
  return document.syntax === 'json' && Array.isArray(document.value) && document.value.length === 0
}
