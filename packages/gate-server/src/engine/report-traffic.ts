import { ServerError } from '../errors.ts'
import type { Run } from '../runs/index.ts'
import { changeRun, findRun } from './change-run.ts'
import type { EngineDependencies } from './dependencies.ts'
import { primeSource } from './prime-source.ts'

/**
 * Takes the report that the traffic of a stage has moved; the stage's looks start now. Repeating the report is harmless.
 *
 * @throws ServerError `conflict` for a stage that is not the one that waits, and for a completed run.
 */
export async function reportTraffic(dependencies: EngineDependencies, id: string, stage: number): Promise<Run> {
  const before = await findRun(dependencies, id)
  if (before.stages[stage]?.status === 'running') return before
  if (before.status === 'completed' || before.stage !== stage || before.stages[stage]?.status !== 'awaiting-traffic') {
    throw new ServerError(
      'conflict',
      `Stage ${stage} of run '${id}' does not wait for traffic; the run is ${before.status} at stage ${before.stage}`,
    )
  }
  await primeSource(dependencies, before)
  return changeRun(dependencies, id, { type: 'traffic-reported', stage, at: dependencies.clock.now() })
}
