import { plainText } from '@kosmos/analysis/gates'
import type { CommandIo } from './command-io.ts'
import type { AnsweredRun, GateService } from './gate-service.ts'
import { runTrafficCommand } from './traffic-command.ts'

/**
 * Makes what moves a run's traffic as the run changes: the command for a stage that waits for its traffic, then the
 * report that it has moved; and the command for a run that ended in rollback. Each command is run once per stage. One
 * that fails is said, and its traffic is not reported as moved: a stage must not be judged on traffic that never came.
 */
export function createTrafficMover(given: {
  readonly service: Pick<GateService, 'reportTraffic'>
  readonly io: CommandIo
  readonly onAdvance: string | undefined
  readonly onRollback: string | undefined
}): (run: AnsweredRun, say: (line: string) => void) => Promise<void> {
  const { service, io, onAdvance, onRollback } = given
  const ordered = new Map<number, { readonly isMoved: boolean }>()

  async function move(run: AnsweredRun, say: (line: string) => void, command: string): Promise<void> {
    const stage = run.stages[run.stage]
    if (stage === undefined) return
    const traffic = Math.round(stage.traffic * 10_000) / 100
    let order = ordered.get(run.stage)
    if (order === undefined) {
      const left = Math.max(0, (stage.trafficDeadline ?? Date.now() + 600_000) - Date.now())
      const signal = AbortSignal.any([io.interrupted, AbortSignal.timeout(Math.min(left, 2 ** 31 - 1))])
      const fault = await runCommandFor(command, run, traffic, say, signal)
      order = { isMoved: fault === null }
      ordered.set(run.stage, order)
      say(
        fault === null
          ? `${traffic} % of the traffic goes to the canary`
          : `The command of --on-advance failed, ${fault}: ${traffic} % is not reported as moved`,
      )
    }
    // Asked again after a failure to ask, this reports once more; the command is not run twice.
    if (order.isMoved) await service.reportTraffic(run.id, run.stage)
  }

  async function runCommandFor(
    command: string,
    run: AnsweredRun,
    traffic: number,
    say: (line: string) => void,
    signal: AbortSignal,
  ): Promise<string | null> {
    const order = { run: run.id, service: run.subject.service, stage: run.stage, traffic }
    return runTrafficCommand(command, order, { io, say: (line) => say(`  | ${plainText(line)}`), signal })
  }

  return async (run, say) => {
    if (run.status === 'completed') {
      if (run.verdict?.verdict !== 'rollback' || onRollback === undefined) return
      const fault = await runCommandFor(onRollback, run, 0, say, AbortSignal.timeout(600_000))
      say(fault === null ? 'The traffic was taken back' : `The command of --on-rollback failed, ${fault}`)
    } else if (onAdvance !== undefined && run.stages[run.stage]?.status === 'awaiting-traffic') {
      await move(run, say, onAdvance)
    }
  }
}
