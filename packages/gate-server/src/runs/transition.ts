import type { MetricEvidence } from '@kosmos/analysis/evidence'
import { assembleVerdict, type Part, type Verdict } from '@kosmos/analysis/verdict'
import { appendLooks } from './append-looks.ts'
import { beginStage, startLooking, withStage } from './begin-stage.ts'
import { lookStanding, mayExtend } from './look-standing.ts'
import { nextLook } from './next-look.ts'
import type { EndReason, Run } from './run.ts'

/** What can happen to a run. `at` is the time of the event, milliseconds since the epoch. */
export type RunEvent =
  | { readonly type: 'traffic-reported'; readonly stage: number; readonly at: number }
  | { readonly type: 'traffic-overdue'; readonly at: number }
  | {
      readonly type: 'looked'
      readonly at: number
      /** End of the look's window. */
      readonly end: number
      /** One new look per metric. */
      readonly looked: readonly MetricEvidence[]
      /** The stage's verdict on all evidence including the new look. */
      readonly verdict: Verdict
    }
  | { readonly type: 'cancelled'; readonly at: number }
  | { readonly type: 'superseded'; readonly at: number; readonly by: string }

/**
 * The next value of a run: run × event → run. Pure and total.
 *
 * A completed run and an event that does not fit the run's state give the same run back, unchanged. The rules of a look,
 * in this order: `rollback` ends the run; a stage that still collects goes on; `promote` advances, and ends the run
 * after the last stage; a stage that is undecided at its end is extended once where the plan allows it, else the run
 * ends undecided with the plan's `onInconclusive`. No other path leads to `promote`.
 */
export function transition(run: Run, event: RunEvent): Run {
  if (run.status === 'completed') return run
  const next = step(run, event)
  return next === run ? run : { ...next, revision: run.revision + 1 }
}

function step(run: Run, event: RunEvent): Run {
  switch (event.type) {
    case 'traffic-reported':
      return run.stage === event.stage && run.stages[run.stage]?.status === 'awaiting-traffic'
        ? startLooking(run, run.stage, event.at)
        : run
    case 'traffic-overdue':
      return run.stages[run.stage]?.status === 'awaiting-traffic' ? endOverdue(run, event.at) : run
    case 'looked':
      return nextLook(run)?.end === event.end ? afterLook(run, event) : run
    case 'cancelled':
      return end(run, 'cancelled', event.at, unfinishedVerdict(run, event.at, 'cancelled', 'The run was cancelled'))
    case 'superseded':
      return end(
        run,
        'superseded',
        event.at,
        unfinishedVerdict(run, event.at, 'superseded', `The run was superseded by run ${event.by}`),
      )
  }
}

function afterLook(run: Run, event: Extract<RunEvent, { type: 'looked' }>): Run {
  const { verdict } = event
  const looked: Run = {
    ...run,
    lookedUntil: event.end,
    evidence: appendLooks(run.evidence, event.looked),
    stages: withStage(run, run.stage, { verdict }),
    verdict: { ...verdict, verdict: 'hold' },
  }
  const standing = lookStanding(run, event.end)
  if (verdict.verdict === 'rollback') {
    return end(decided(looked), verdict.outcome === 'fail' ? 'decided' : 'deadline', event.at, verdict)
  }
  if (!standing.stageComplete) return { ...looked, nextActionAt: nextLook(looked)?.end ?? event.at }
  if (verdict.verdict === 'promote') {
    const isLast = run.stage === run.plan.stages.length - 1
    return isLast
      ? end(decided(looked), 'decided', event.at, wholeVerdict(looked, verdict))
      : beginStage(decided(looked), run.stage + 1, event.at)
  }
  if (mayExtend(run)) return extended(looked)
  return end(decided(looked), 'deadline', event.at, verdict)
}

function decided(run: Run): Run {
  return { ...run, stages: withStage(run, run.stage, { status: 'decided' }) }
}

function extended(run: Run): Run {
  const endsAt = (run.stages[run.stage]?.endsAt ?? 0) + (run.plan.stages[run.stage]?.extend ?? 0)
  const longer = { ...run, stages: withStage(run, run.stage, { endsAt, extended: true }) }
  return { ...longer, nextActionAt: nextLook(longer)?.end ?? endsAt }
}

function end(run: Run, endReason: EndReason, at: number, verdict: Verdict): Run {
  return { ...run, status: 'completed', endReason, endedAt: at, nextActionAt: null, verdict }
}

/**
 * The run's final verdict: what the last stage says, with the metric parts of the last stage that compared with a
 * baseline. A bake stage has none left to compare with, and a promote without them would claim less than it rests on.
 */
function wholeVerdict(run: Run, last: Verdict): Verdict {
  const compared = run.stages.findLast((_, index) => run.plan.stages[index]?.requires === 'non-inferiority')?.verdict
  const lastRequired = new Set(last.parts.filter((part) => part.required).map((part) => part.id))
  const claims = (compared?.parts ?? []).filter((part) => part.role === 'metric' && !lastRequired.has(part.id))
  const claimed = new Set(claims.map((part) => part.id))
  return assembleVerdict({
    ...last,
    deadlinePassed: true,
    onInconclusive: run.plan.onInconclusive,
    parts: [...claims, ...last.parts.filter((part) => !claimed.has(part.id))],
  })
}

function endOverdue(run: Run, at: number): Run {
  const stage = run.stages[run.stage]
  const share = Math.round((stage?.traffic ?? 0) * 1000) / 10
  const sentence = `Nobody reported within ${Math.round(run.plan.maxWait / 1000)} s that ${share} % of the traffic goes to the canary`
  const verdict = unfinishedVerdict(run, at, 'traffic-not-reported', sentence)
  return end(run, 'deadline', at, { ...verdict, verdict: run.plan.onInconclusive === 'hold' ? 'hold' : 'rollback' })
}

/** A verdict for a run that ends without a decision: `hold`, undecided, with what is known so far. */
function unfinishedVerdict(run: Run, at: number, code: string, sentence: string): Verdict {
  const ending: Part = {
    id: 'run',
    role: 'condition',
    kind: 'run',
    required: true,
    outcome: 'inconclusive',
    reasons: [{ code, outcome: 'inconclusive', sentence, facts: { stage: run.stage } }],
    measurement: null,
    evidence: [],
  }
  return {
    ...assembleVerdict({
      subject: run.subject,
      policy: run.policy,
      gate: 'canary',
      exposure: 'after',
      judgedAt: at,
      deadlinePassed: false,
      onInconclusive: run.plan.onInconclusive,
      parts: [ending],
      evidence: [],
    }),
    parts: [ending, ...(run.verdict?.parts ?? []).filter((part) => part.id !== ending.id)],
  }
}
