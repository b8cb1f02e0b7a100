import { setTimeout as sleep } from 'node:timers/promises'
import type { RunView } from './output/run-view.ts'

/** How following a run ended. */
export type Followed<Run extends RunView> =
  { readonly kind: 'completed'; readonly run: Run } | { readonly kind: 'timed-out' } | { readonly kind: 'interrupted' }

const waitMs = 20_000
/** A service that restarts is back within this time; one that is not has to be seen by somebody. */
const troubleWithinMs = 60_000
const firstRetryMs = 500
const longestRetryMs = 8000

/**
 * Follows a run from change to change until it is completed, time is up, or the caller is interrupted. Failures to ask
 * are retried for a minute, as a service restarts without its runs being lost; then the last one is thrown.
 *
 * @param given.read - gives the run once its revision is past `after`, or after `waitMs` at the latest; at once for the
 *   first state, where `after` is `null`.
 * @param given.onChange - is awaited, so that what it does for one state is done before the next is asked for.
 * @param given.isTransient - whether asking again may help.
 * @param given.deadline - milliseconds since the epoch, or `null` to wait without end.
 */
export async function followRun<Run extends RunView>(given: {
  readonly read: (after: number | null, waitMs: number, signal: AbortSignal) => Promise<Run>
  readonly onChange: (run: Run) => void | Promise<void>
  readonly onTrouble: (message: string) => void
  readonly isTransient: (error: unknown) => boolean
  readonly deadline: number | null
  readonly interrupted: AbortSignal
}): Promise<Followed<Run>> {
  const { deadline, interrupted } = given
  let revision: number | null = null
  let troubledSince: number | null = null
  let retryMs = firstRetryMs
  for (;;) {
    if (interrupted.aborted) return { kind: 'interrupted' }
    const left = deadline === null ? Number.POSITIVE_INFINITY : deadline - Date.now()
    // The first state is asked for even where no time is left: it may be the last one.
    if (!(left > 0) && revision !== null) return { kind: 'timed-out' }
    try {
      const run: Run = await given.read(
        revision,
        revision === null ? 0 : Math.max(0, Math.min(waitMs, left)),
        interrupted,
      )
      troubledSince = null
      retryMs = firstRetryMs
      if (revision === null || run.revision > revision) await given.onChange(run)
      revision = run.revision
      if (run.status === 'completed') return { kind: 'completed', run }
    } catch (error) {
      if (isAborted(interrupted)) return { kind: 'interrupted' }
      troubledSince ??= Date.now()
      if (!given.isTransient(error) || Date.now() - troubledSince > troubleWithinMs) throw error
      given.onTrouble(error instanceof Error ? error.message : String(error))
      await sleep(retryMs, null, { signal: interrupted }).catch(() => null)
      retryMs = Math.min(retryMs * 2, longestRetryMs)
    }
  }
}

function isAborted(signal: AbortSignal): boolean {
  return signal.aborted
}
