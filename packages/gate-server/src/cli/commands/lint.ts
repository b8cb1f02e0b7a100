import { AnalysisError } from '@kosmos/analysis'
import { plainText } from '@kosmos/analysis/gates'
import { planFindings } from '@kosmos/analysis/planning'
import { lintPolicy, parsePolicy } from '@kosmos/analysis/policy'
import type { CommandIo } from '../command-io.ts'
import { exitCodes, type ExitCode } from '../exit-code.ts'
import { lintWaivers, type LintWaiversOptions } from '../lint-waivers.ts'
import type { LintLine } from '../lint-line.ts'
import { readInputText } from '../read-input.ts'
import { UsageError } from '../usage-error.ts'

export interface LintOptions extends LintWaiversOptions {
  readonly waivers: readonly string[]
  readonly json?: true
}

/** Checks policies and waivers and says everything at once; warnings are shown and change nothing. */
export async function lint(files: readonly string[], options: LintOptions, io: CommandIo): Promise<ExitCode> {
  if (files.length === 0 && options.waivers.length === 0) {
    throw new UsageError('Expected policy files, or --waivers with a file of waivers')
  }
  const found: LintLine[] = []
  for (const file of files) found.push(...lintText(file, await readInputText(file, 'policy', io)))
  for (const file of options.waivers) found.push(...(await lintWaivers(file, options, io)))
  const count = (asked: LintLine['severity']): number => found.filter(({ severity }) => severity === asked).length
  const [errors, findings] = [count('error'), count('finding')]
  const exitCode = errors > 0 ? exitCodes.usage : findings > 0 ? exitCodes.fail : exitCodes.promote
  const human = options.json === true ? io.stderr : io.stdout
  for (const line of found) human.write(`${lineText(line)}\n`)
  const lapsed = options.waivers.length === 0 ? '' : `, ${findings} waivers that permit nothing`
  human.write(
    `${files.length + options.waivers.length} checked, ${errors} errors, ${count('warning')} warnings${lapsed}\n`,
  )
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
