import type { PipelineStage } from '../../evidence/index.ts'

/** How long some stages took together, or why nobody can say. */
export type StageTime =
  | { readonly kind: 'measured'; readonly milliseconds: number }
  | {
      readonly kind: 'unknown'
      readonly why: 'running' | 'unfinished' | 'no-times'
      readonly stage: string
      readonly atLeast: number
    }
  | { readonly kind: 'not-run' }

/**
 * The time in which at least one of the stages was working: overlapping ones count once, and gaps in which none ran
 * (waiting for a machine, for people) do not count. Stages with a duration of their own and without times are added up.
 * Skipped stages took no time; only stages that succeeded prove how long they take.
 */
export function stageTime(stages: readonly PipelineStage[]): StageTime {
  const ran = stages.filter(({ status }) => status !== 'skipped')
  if (ran.length === 0) return { kind: 'not-run' }
  const milliseconds = timeOf(ran)
  const open = ran.find(({ status }) => status === 'running')
  if (open !== undefined) return { kind: 'unknown', why: 'running', stage: open.name, atLeast: milliseconds }
  const unfinished = ran.find(({ status }) => status !== 'succeeded')
  if (unfinished !== undefined)
    return { kind: 'unknown', why: 'unfinished', stage: unfinished.name, atLeast: milliseconds }
  const untimed = ran.find(({ duration }) => duration === null)
  if (untimed !== undefined) return { kind: 'unknown', why: 'no-times', stage: untimed.name, atLeast: milliseconds }
  return { kind: 'measured', milliseconds }
}

function timeOf(stages: readonly PipelineStage[]): number {
  const [first] = stages
  if (stages.length === 1 && first !== undefined) return first.duration ?? 0
  const spans: { readonly start: number; readonly end: number }[] = []
  let alone = 0
  for (const { startedAt, finishedAt, duration } of stages) {
    if (duration === null) continue
    if (startedAt === null || finishedAt === null) alone += duration
    // What a system calls its duration may be shorter than the span, never longer in what counts.
    else spans.push({ start: startedAt, end: Math.min(finishedAt, startedAt + duration) })
  }
  let [total, until] = [alone, Number.NEGATIVE_INFINITY]
  for (const { start, end } of spans.sort((one, other) => one.start - other.start)) {
    total += Math.max(0, end - Math.max(start, until))
    until = Math.max(until, end)
  }
  return total
}
