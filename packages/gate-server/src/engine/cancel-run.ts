import type { Run } from '../runs/index.ts'
import { changeRun } from './change-run.ts'
import type { EngineDependencies } from './dependencies.ts'

/** Ends a run without a decision. A run that is already completed stays as it is. */
export async function cancelRun(dependencies: EngineDependencies, id: string): Promise<Run> {
  return changeRun(dependencies, id, { type: 'cancelled', at: dependencies.clock.now() })
}
