import type { Run } from '../runs/index.ts'
import { findRun } from './change-run.ts'
import type { EngineDependencies } from './dependencies.ts'

/** How often a waiting request looks into the store itself, in case another replica changed the run. */
const recheckMs = 1000

/**
 * The run once it is completed or its revision is past `after`, or as it is when the waiting time is over.
 *
 * @throws ServerError `not-found`.
 */
export async function readRun(
  dependencies: EngineDependencies,
  id: string,
  options: { readonly waitMs: number; readonly after: number | null; readonly signal: AbortSignal },
): Promise<Run> {
  const until = dependencies.clock.now() + options.waitMs
  for (;;) {
    const change = nextChange(dependencies, id, options.signal)
    try {
      const run = await findRun(dependencies, id)
      const remaining = until - dependencies.clock.now()
      const isNews = run.status === 'completed' || (options.after !== null && run.revision > options.after)
      if (isNews || !(remaining > 0) || options.signal.aborted) return run
      await change.within(Math.min(remaining, recheckMs))
    } finally {
      change.forget()
    }
  }
}

/** Listens before the run is read, so that a change between reading and waiting is not missed. */
function nextChange({ runChanges, clock }: EngineDependencies, id: string, signal: AbortSignal) {
  const { promise, resolve } = Promise.withResolvers<void>()
  const done = (): void => resolve()
  const unsubscribe = runChanges.subscribe(id, done)
  signal.addEventListener('abort', done, { once: true })
  let cancelTimer = (): void => {}
  return {
    within: async (ms: number): Promise<void> => {
      cancelTimer = clock.after(ms, done)
      await promise
    },
    forget: (): void => {
      cancelTimer()
      unsubscribe()
      signal.removeEventListener('abort', done)
    },
  }
}
