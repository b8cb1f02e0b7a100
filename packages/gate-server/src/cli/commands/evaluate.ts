import { reportFormats } from '@kosmos/analysis/parsers'
import type { CommandIo } from '../command-io.ts'
import { connectTo } from '../connect-to.ts'
import { namedConnection, type ConnectionOptions } from '../connection.ts'
import { evaluateHere } from '../evaluate-here.ts'
import { verdictExitCode, type ExitCode } from '../exit-code.ts'
import { sayAnswer } from '../output/answer.ts'
import { givenPolicy } from '../policy-reference.ts'
import { readInput } from '../read-input.ts'
import { parseReportArgument } from '../report-argument.ts'
import { subjectOf, type SubjectOptions } from '../subject-options.ts'

export interface EvaluateOptions extends SubjectOptions, ConnectionOptions {
  readonly policy: string
  readonly gate: string
  readonly report: readonly string[]
  readonly json?: true
  readonly markdown?: true
}

/** Judges a gate on report files: at the service that was named, else in this process. */
export async function evaluate(options: EvaluateOptions, io: CommandIo): Promise<ExitCode> {
  const policy = await givenPolicy(options.policy, io)
  const reports = await Promise.all(
    options.report.map(async (text) => {
      const { suite, path, format } = parseReportArgument(text, reportFormats)
      const { bytes, writtenAt } = await readInput(path, 'report', io)
      return { name: path, bytes, suite, format, collectedAt: writtenAt, commit: null, digest: null }
    }),
  )
  const asked = { policy, gate: options.gate, subject: subjectOf(options), reports }
  const at = namedConnection(options, io)
  if (at === null) {
    const verdict = await evaluateHere(asked, io)
    const exitCode = verdictExitCode(verdict)
    await sayAnswer({ exitCode, verdict, id: null, reportUrl: null }, { verdict }, options, io)
    return exitCode
  }
  const { id, reportUrl, verdict, body } = await connectTo(at).evaluate(asked)
  const exitCode = verdictExitCode(verdict)
  await sayAnswer({ exitCode, verdict, id, reportUrl }, body, options, io)
  return exitCode
}
