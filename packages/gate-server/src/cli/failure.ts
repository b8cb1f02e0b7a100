import { serverErrorTable, ServerError } from '../errors.ts'
import { exitCodes, type ExitCode } from './exit-code.ts'
import { UsageError } from './usage-error.ts'

/** What went wrong, ready to be said. */
export interface Failure {
  readonly exitCode: ExitCode
  /** Stable word for machines. */
  readonly code: string
  readonly lines: readonly [string, ...string[]]
}

/**
 * Puts whatever was thrown into words and an exit code. What nobody foresaw is "could not ask": no failure of the
 * command itself may look like a verdict.
 */
export async function failureOf(error: unknown): Promise<Failure> {
  if (error instanceof UsageError) return { exitCode: exitCodes.usage, code: 'usage', lines: [error.message] }
  if (error instanceof ServerError) {
    const faults = error.faults.map(({ pointer, detail }) => `  ${pointer}: ${detail}`)
    return { exitCode: serverErrorTable[error.code].exitCode, code: error.code, lines: [error.message, ...faults] }
  }
  const { AnalysisError } = await import('@kosmos/analysis')
  if (error instanceof AnalysisError) {
    const issues = error.is('policy-invalid') ? error.details.issues.map((issue) => `  ${issueText(issue)}`) : []
    return { exitCode: exitCodes.usage, code: error.code, lines: [error.message, ...issues] }
  }
  const message = error instanceof Error ? error.message : String(error)
  return { exitCode: exitCodes.couldNotAsk, code: 'internal', lines: [`The command failed: ${message}`] }
}

function issueText(issue: { readonly line: number | null; readonly column: number | null; readonly message: string }) {
  return issue.line === null ? issue.message : `${issue.line}:${issue.column ?? 1}: ${issue.message}`
}
