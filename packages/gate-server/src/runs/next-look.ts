import type { Run } from './run.ts'

/**
 * The span (start, end] of the next look of the current stage: looks follow each other without gap or overlap from the
 * stage's start, one interval each, the last one cut at the stage's end.
 *
 * @returns `null` where no look is to be made: the stage is not running, or has been looked at to its end.
 */
export function nextLook(run: Run): { readonly start: number; readonly end: number } | null {
  const stage = run.stages[run.stage]
  if (run.status === 'completed' || stage?.status !== 'running') return null
  if (stage.startedAt === null || stage.endsAt === null) return null
  const start = run.lookedUntil ?? stage.startedAt
  if (start >= stage.endsAt) return null
  return { start, end: Math.min(start + run.plan.interval, stage.endsAt) }
}
