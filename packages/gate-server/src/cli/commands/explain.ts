import { GateApiError } from '../../client/index.ts'
import type { CommandIo } from '../command-io.ts'
import { connectTo } from '../connect-to.ts'
import { connection, type ConnectionOptions } from '../connection.ts'
import { runExitCode, verdictExitCode, type ExitCode } from '../exit-code.ts'
import type { GateService } from '../gate-service.ts'
import { sayAnswer, sayNothingYet, type Answer } from '../output/answer.ts'
import { readInputText } from '../read-input.ts'
import { readVerdictFile } from '../verdict-file.ts'

export interface ExplainOptions extends ConnectionOptions {
  readonly json?: true
  readonly markdown?: true
}

/** Says why, and exits as the verdict would have. What ends in `.json` is a file, anything else an id at the service. */
export async function explainVerdict(what: string, options: ExplainOptions, io: CommandIo): Promise<ExitCode> {
  const { answer, whole } = /\.json$/i.test(what)
    ? fromFile(await readInputText(what, 'verdict', io), what)
    : await fromService(connectTo(connection(options, io)), what, io)
  if (answer.verdict === null) sayNothingYet(answer, whole, options, io)
  else await sayAnswer({ ...answer, verdict: answer.verdict }, whole, options, io)
  return answer.exitCode
}

interface Found {
  readonly answer: Omit<Answer, 'verdict'> & { readonly verdict: Answer['verdict'] | null }
  readonly whole: Readonly<Record<string, unknown>>
}

function fromFile(text: string, path: string): Found {
  const { verdict, life } = readVerdictFile(text, path)
  const exitCode = life === null ? verdictExitCode(verdict) : runExitCode({ ...life, verdict })
  return { answer: { exitCode, verdict, id: null, reportUrl: null }, whole: { verdict } }
}

/** Runs and evaluations have ids of one kind; a run is looked for first. */
async function fromService(service: GateService, id: string, io: CommandIo): Promise<Found> {
  try {
    const run = await service.readRun(id, null, 0, io.interrupted)
    const { verdict, reportUrl } = run
    return { answer: { exitCode: runExitCode(run), verdict, id, reportUrl }, whole: run.body }
  } catch (error) {
    if (!(error instanceof GateApiError) || error.status !== 404) throw error
    const { verdict, reportUrl, body } = await service.readEvaluation(id)
    return { answer: { exitCode: verdictExitCode(verdict), verdict, id, reportUrl }, whole: body }
  }
}
