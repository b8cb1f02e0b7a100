import type { EngineDependencies } from './dependencies.ts'
import { advanceRun } from './advance-run.ts'

/** Longest sleep between two looks into the store: another replica may have started a run. */
const idleMs = 1000
/** Wait before a run whose advance failed is tried again. */
const retryMs = 2000
/** Runs that are taken up in one round. */
const roundSize = 256

/** Wakes when a run is due and advances it. Each run is in at most one hand of this process at a time. */
export interface Scheduler {
  /** Looks for due runs now instead of at the next wake. */
  nudge(): void
  /** Takes up nothing new and resolves when what is in hand is done. */
  stop(): Promise<void>
}

export function startScheduler(dependencies: EngineDependencies): Scheduler {
  const { clock, store, logger, metrics } = dependencies
  const inHand = new Map<string, Promise<void>>()
  const notBefore = new Map<string, number>()
  let stopped = false
  let cancelWake = (): void => {}
  let round: Promise<void> | null = null
  let again = false

  function take(id: string): void {
    const work = advanceRun(dependencies, id)
      .then(() => void notBefore.delete(id))
      .catch((error: unknown) => {
        notBefore.set(id, clock.now() + retryMs)
        logger.error({ run: id, err: error }, 'advancing a run failed; it is tried again')
      })
      .finally(() => {
        inHand.delete(id)
        nudge()
      })
    inHand.set(id, work)
  }

  async function takeDue(): Promise<void> {
    const now = clock.now()
    for (const id of await store.runs.due(now, roundSize)) {
      if (!inHand.has(id) && !(now < (notBefore.get(id) ?? 0))) take(id)
    }
    metrics.runsInHand.set(inHand.size)
    const next = await store.runs.nextActionAt()
    const until = next === null ? idleMs : next - clock.now()
    // A due run that is in hand or waits for its retry must not make this loop spin; one that became due just now may.
    const blocked = inHand.size > 0 || notBefore.size > 0
    const wait = until > 0 ? Math.min(until, idleMs) : blocked ? idleMs : 1
    cancelWake()
    if (!stopped) cancelWake = clock.after(wait, nudge)
  }

  function nudge(): void {
    if (stopped) return
    if (round !== null) {
      again = true
      return
    }
    round = takeDue()
      .catch((error: unknown) => {
        logger.error({ err: error }, 'looking for due runs failed; it is tried again')
        cancelWake()
        cancelWake = clock.after(idleMs, nudge)
      })
      .finally(() => {
        round = null
        if (again) {
          again = false
          nudge()
        }
      })
  }

  nudge()
  return {
    nudge,
    stop: async () => {
      stopped = true
      cancelWake()
      await round
      await Promise.all(inHand.values())
    },
  }
}
