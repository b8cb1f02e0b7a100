import { goesOn, type Outcome, type VerdictWord } from '@kosmos/analysis/verdict'

/**
 * The exit codes of the command. They are a contract with pipelines: each number means one thing, and no flag shifts
 * them.
 */
export const exitCodes = {
  /** Go on; or, where nothing was judged, as it should be. */
  promote: 0,
  /** The outcome is `fail`; the verdict is hold or rollback. */
  fail: 1,
  /** The command was called wrongly, or the policy is not valid. */
  usage: 2,
  /** Ended `inconclusive` or `error`: hold, or rollback by `onInconclusive`. */
  undecided: 3,
  /** Timed out waiting; the run goes on. */
  timedOut: 4,
  /** Could not ask: service, network or authentication. */
  couldNotAsk: 5,
  /** Approval rejected or expired. */
  approval: 6,
  /** Superseded by a newer run, or cancelled. */
  superseded: 7,
  /** Interrupted; the run goes on. */
  interrupted: 130,
} as const

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes]

const meanings: Readonly<Record<ExitCode, string>> = {
  0: 'promote',
  1: 'the outcome is fail',
  2: 'usage or policy error',
  3: 'not decided: inconclusive or not measured',
  4: 'timed out waiting, the run goes on',
  5: 'could not ask the service',
  6: 'approval rejected or expired',
  7: 'superseded or cancelled',
  130: 'interrupted, the run goes on',
}

/** What an exit code says, in a few words. */
export function exitMeaning(code: ExitCode): string {
  return meanings[code]
}

/**
 * The exit code of a verdict. Only `promote` together with an outcome that goes on is 0; a pair that does not fit
 * together is undecided, because a contradiction proves nothing.
 *
 * @example
 * ```ts
 * verdictExitCode({ verdict: 'rollback', outcome: 'fail' }) // 1
 * verdictExitCode({ verdict: 'promote', outcome: 'error' }) // 3
 * ```
 */
export function verdictExitCode(given: { readonly verdict: VerdictWord; readonly outcome: Outcome }): ExitCode {
  if (given.outcome === 'fail') return exitCodes.fail
  return given.verdict === 'promote' && goesOn(given.outcome) ? exitCodes.promote : exitCodes.undecided
}

/** The exit code of a run that is shown as it stands. One that is not completed has no verdict to exit with yet. */
export function runExitCode(run: {
  readonly status: string
  readonly endReason: string | null
  readonly verdict: { readonly verdict: VerdictWord; readonly outcome: Outcome } | null
}): ExitCode {
  if (run.status !== 'completed') return exitCodes.timedOut
  if (run.endReason === 'superseded' || run.endReason === 'cancelled') return exitCodes.superseded
  return run.verdict === null ? exitCodes.undecided : verdictExitCode(run.verdict)
}
