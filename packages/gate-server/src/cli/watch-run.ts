import { plainText } from '@kosmos/analysis/gates'
import type { CommandIo } from './command-io.ts'
import { isTransient } from './connect-to.ts'
import { exitCodes, runExitCode, type ExitCode } from './exit-code.ts'
import { followRun } from './follow-run.ts'
import type { AnsweredRun, GateService } from './gate-service.ts'
import { sayAnswer, sayNothingYet } from './output/answer.ts'
import { startProgress, type Progress } from './output/progress.ts'

/**
 * Follows a run with progress on stderr, says its end, and gives the exit code. An interrupt and a timeout leave the run
 * as it is and say how to come back to it.
 *
 * @param given.onChange - what else is to be done at a change, with a way to say something between the progress.
 * @param given.onDetach - a line for those who leave a run that needs them.
 */
export async function watchRun(given: {
  readonly service: Pick<GateService, 'readRun'>
  readonly id: string
  readonly baseUrl: string
  readonly deadline: number | null
  readonly options: { readonly json?: true }
  readonly io: CommandIo
  readonly onChange?: (run: AnsweredRun, say: Progress['say']) => Promise<void>
  readonly onDetach?: string
}): Promise<ExitCode> {
  const { service, id, io, options } = given
  const progress = startProgress(io)
  const followed = await followRun<AnsweredRun>({
    read: (after, waitMs, signal) => service.readRun(id, after, waitMs, signal),
    onChange: async (run) => {
      progress.show(run)
      await given.onChange?.(run, progress.say)
    },
    onTrouble: (message) => progress.say(`Could not ask, trying again: ${plainText(message)}`),
    isTransient,
    deadline: given.deadline,
    interrupted: io.interrupted,
  }).finally(() => progress.stop())
  if (followed.kind !== 'completed') {
    const exitCode = followed.kind === 'timed-out' ? exitCodes.timedOut : exitCodes.interrupted
    const how = `kosmos-gate wait ${id} --server ${given.baseUrl}`
    const why = followed.kind === 'timed-out' ? 'Time is up' : 'Interrupted'
    io.stderr.write(`${why}; the run goes on. Resume with: ${how}\n`)
    if (given.onDetach !== undefined) io.stderr.write(`${given.onDetach}\n`)
    if (options.json === true) io.stdout.write(`${JSON.stringify({ exitCode, id })}\n`)
    return exitCode
  }
  const { run } = followed
  const exitCode = runExitCode(run)
  const { verdict, reportUrl } = run
  if (verdict === null) sayNothingYet({ exitCode, id }, run.body, options, io)
  else await sayAnswer({ exitCode, verdict, id, reportUrl }, run.body, options, io)
  return exitCode
}
