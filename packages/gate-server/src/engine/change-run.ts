import { ServerError } from '../errors.ts'
import { transition, type Run, type RunEvent } from '../runs/index.ts'
import type { EngineDependencies } from './dependencies.ts'

/**
 * Applies an event to the stored run, again on the newer revision where someone else was faster.
 *
 * @returns the run after the event; the run as it is where the event does not fit its state.
 * @throws ServerError `not-found`.
 */
export async function changeRun(dependencies: EngineDependencies, id: string, event: RunEvent): Promise<Run> {
  for (;;) {
    const run = await findRun(dependencies, id)
    const next = transition(run, event)
    if (next === run) return run
    if (await dependencies.store.runs.replace(next)) {
      dependencies.runChanges.announce(next)
      return next
    }
  }
}

/** @throws ServerError `not-found`. */
export async function findRun({ store }: Pick<EngineDependencies, 'store'>, id: string): Promise<Run> {
  const run = await store.runs.find(id)
  if (run === null) throw new ServerError('not-found', `There is no run '${id}'`)
  return run
}
