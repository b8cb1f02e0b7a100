import type { Run, RunStage } from './run.ts'
import { nextLook } from './next-look.ts'

/** The run with stage `index` begun at `now`: running at once, or waiting for the report that traffic has moved. */
export function beginStage(run: Run, index: number, now: number): Run {
  if (run.advance === 'automatic') return startLooking(run, index, now)
  const trafficDeadline = now + run.plan.maxWait
  return {
    ...run,
    stage: index,
    stages: withStage(run, index, { status: 'awaiting-traffic', trafficDeadline }),
    lookedUntil: null,
    nextActionAt: trafficDeadline,
  }
}

/** The run with the looks of stage `index` starting at `now`: its traffic has arrived. */
export function startLooking(run: Run, index: number, now: number): Run {
  const planned = run.plan.stages[index]
  const started: Run = {
    ...run,
    stage: index,
    stages: withStage(run, index, {
      status: 'running',
      startedAt: now,
      endsAt: now + (planned?.duration ?? 0),
      trafficDeadline: null,
    }),
    lookedUntil: null,
  }
  return { ...started, nextActionAt: nextLook(started)?.end ?? now }
}

/** The run's stages with some fields of one of them replaced. */
export function withStage(run: Run, index: number, fields: Partial<RunStage>): readonly RunStage[] {
  return run.stages.map((stage, at) => (at === index ? { ...stage, ...fields } : stage))
}
