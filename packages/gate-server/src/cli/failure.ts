import { serverErrorTable, ServerError } from '../errors.ts'
import { exitCodes, type ExitCode } from './exit-code.ts'
import { UsageError } from './usage-error.ts'

/** What went wrong, ready to be said. */
export interface Failure {
  readonly exitCode: ExitCode
  /** Stable word for machines. */
  readonly code: string
  readonly lines: readonly string[]
}

/**
 * Puts whatever was thrown into words and an exit code. What nobody foresaw is "could not ask": no failure of the
 * command itself may look like a verdict.
 */
export async function failureOf(error: unknown): Promise<Failure> {
  const failure = await describe(error)
  const { plainText } = await import('@kosmos/analysis/gates')
  return { ...failure, lines: failure.lines.map((line) => plainText(line)) }
}

async function describe(error: unknown): Promise<Failure> {
  if (error instanceof UsageError) return { exitCode: exitCodes.usage, code: 'usage', lines: [error.message] }
  if (error instanceof ServerError) {
    const faults = error.faults.map(({ pointer, detail }) => `  ${pointer}: ${detail}`)
    return { exitCode: serverErrorTable[error.code].exitCode, code: error.code, lines: [error.message, ...faults] }
  }
  const { AnalysisError } = await import('@kosmos/analysis')
  if (error instanceof AnalysisError) {
    const issues =
      error.is('policy-invalid') || error.is('waivers-invalid')
        ? error.details.issues.map((issue) => `  ${placeText(issue)}${issue.message}`)
        : []
    return { exitCode: exitCodes.usage, code: String(error.code), lines: [error.message, ...issues] }
  }
  const { GateApiError } = await import('../client/index.ts')
  if (error instanceof GateApiError) {
    const { problem } = error
    const code = Object.keys(serverErrorTable).find((one) => one === problem?.code)
    const row = Object.entries(serverErrorTable).find(([name]) => name === code)?.[1]
    const faults = (problem?.faults ?? []).map((fault) => `  ${placeText(fault)}${fault.pointer}: ${fault.detail}`)
    return {
      exitCode: row?.exitCode ?? exitCodes.couldNotAsk,
      code: code ?? 'not-our-answer',
      lines: [error.message, ...faults],
    }
  }
  const cause = error instanceof Error && error.cause instanceof Error ? `: ${causeText(error.cause)}` : ''
  const message = error instanceof Error ? error.message : String(error)
  return { exitCode: exitCodes.couldNotAsk, code: 'could-not-ask', lines: [`Could not ask: ${message}${cause}`] }
}

function placeText({ line, column }: { readonly line: number | null; readonly column: number | null }): string {
  return line === null ? '' : `${line}:${column ?? 1}: `
}

function causeText(cause: Error): string {
  // A refused connection to a name with several addresses has its words in the code alone.
  return cause.message !== '' ? cause.message : 'code' in cause ? String(cause.code) : cause.name
}
