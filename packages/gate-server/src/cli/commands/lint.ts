import { AnalysisError } from '@kosmos/analysis'
import { plainText } from '@kosmos/analysis/gates'
import { planFindings } from '@kosmos/analysis/planning'
import { lintPolicy, parsePolicy } from '@kosmos/analysis/policy'
import type { CommandIo } from '../command-io.ts'
import { exitCodes, type ExitCode } from '../exit-code.ts'
import { readInputText } from '../read-input.ts'

/** One thing to say about a policy file. Places are 1-based, `null` where there is none. */
export interface LintLine {
  readonly file: string
  readonly line: number | null
  readonly column: number | null
  readonly severity: 'error' | 'warning'
  readonly pointer: string
  readonly message: string
}

/** Checks policy files and says everything at once; warnings are shown and change nothing. */
export async function lint(
  files: readonly string[],
  options: { readonly json?: true },
  io: CommandIo,
): Promise<ExitCode> {
  const found: LintLine[] = []
  for (const file of files) found.push(...lintText(file, await readInputText(file, 'policy', io)))
  const errors = found.filter(({ severity }) => severity === 'error').length
  const exitCode = errors > 0 ? exitCodes.usage : exitCodes.promote
  const human = options.json === true ? io.stderr : io.stdout
  for (const line of found) human.write(`${lineText(line)}\n`)
  human.write(`${files.length} checked, ${errors} errors, ${found.length - errors} warnings\n`)
  if (options.json === true) io.stdout.write(`${JSON.stringify({ exitCode, findings: found })}\n`)
  return exitCode
}

function lintText(file: string, text: string): readonly LintLine[] {
  try {
    const policy = parsePolicy(text)
    return [...lintPolicy(policy), ...planFindings(policy)].map(({ severity, pointer, message }) => ({
      file,
      line: null,
      column: null,
      severity,
      pointer,
      message,
    }))
  } catch (error) {
    if (!(error instanceof AnalysisError) || !error.is('policy-invalid')) throw error
    return error.details.issues.map((issue) => ({ file, severity: 'error', ...issue }))
  }
}

function lineText({ file, line, column, severity, pointer, message }: LintLine): string {
  const place = line === null ? `${file} ${pointer}` : `${file}:${line}:${column ?? 1}`
  return plainText(`${place}: ${severity}: ${message}`)
}
