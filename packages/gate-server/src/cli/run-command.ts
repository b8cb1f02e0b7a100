import { CommanderError } from 'commander'
import type { CommandIo } from './command-io.ts'
import { exitCodes, type ExitCode } from './exit-code.ts'
import { failureOf } from './failure.ts'
import { createProgram } from './program.ts'

/**
 * Runs one command and gives its exit code. Nothing of the process is touched but through `io`.
 *
 * @param argv - the arguments after the program's name.
 * @example
 * ```ts
 * const code = await runCommand(['lint', 'policy.yaml'], io) // 0, or 2 where the policy has errors
 * ```
 */
export async function runCommand(argv: readonly string[], io: CommandIo): Promise<ExitCode> {
  let exitCode: ExitCode = exitCodes.promote
  const program = createProgram(io, (code) => {
    exitCode = code
  })
  try {
    await program.parseAsync(argv, { from: 'user' })
    return exitCode
  } catch (error) {
    // Commander has already written its own message; help and version end with 0.
    if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.promote : exitCodes.usage
    const failure = await failureOf(error)
    for (const line of failure.lines) io.stderr.write(`${line}\n`)
    if (argv.includes('--json')) {
      const { exitCode: code, lines } = failure
      io.stdout.write(
        `${JSON.stringify({ exitCode: code, error: { code: failure.code, message: lines.join('\n') } })}\n`,
      )
    }
    return failure.exitCode
  }
}
