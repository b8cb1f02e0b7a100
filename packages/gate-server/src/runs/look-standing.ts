import type { Run } from './run.ts'

/** Where a look that ends at `end` stands in its stage. */
export interface LookStanding {
  /** The stage has collected what it asked for. */
  readonly stageComplete: boolean
  /** It has, and may not be extended (again): what is undecided now stays undecided. */
  readonly deadlinePassed: boolean
}

/** @returns both false where the current stage is not running. */
export function lookStanding(run: Run, end: number): LookStanding {
  const stage = run.stages[run.stage]
  const stageComplete = stage?.status === 'running' && stage.endsAt !== null && end >= stage.endsAt
  return { stageComplete, deadlinePassed: stageComplete && !mayExtend(run) }
}

/** True while the current stage has an extension that it has not used. */
export function mayExtend(run: Run): boolean {
  return run.stages[run.stage]?.extended === false && (run.plan.stages[run.stage]?.extend ?? 0) > 0
}
