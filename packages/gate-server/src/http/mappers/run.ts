import type { z } from 'zod'
import type { StoredEvaluation } from '../../storage/index.ts'
import { runState, type Run, type RunState } from '../../runs/index.ts'
import type { flatVerdict, run as runSchema } from '../schemas/run.ts'
import { timeOf, timeOrNull, verdictBody } from './verdict.ts'

/** A run as it is answered. */
export function runBody(run: Run, publicUrl: string): z.input<typeof runSchema> {
  return {
    id: run.id,
    revision: run.revision,
    status: run.status,
    state: runState(run),
    endReason: run.endReason,
    subject: run.subject,
    policy: run.policy,
    source: run.plan.source,
    advance: run.advance,
    createdAt: timeOf(run.createdAt),
    endedAt: timeOrNull(run.endedAt),
    nextLookAt: timeOrNull(run.nextActionAt),
    interval: run.plan.interval,
    looks: run.evidence.reduce((most, { looks }) => (looks.length > most ? looks.length : most), 0),
    stage: run.stage,
    stages: run.stages.map((stage, index) => ({
      traffic: stage.traffic,
      requires: run.plan.stages[index]?.requires ?? 'bake',
      status: stage.status,
      startedAt: timeOrNull(stage.startedAt),
      endsAt: timeOrNull(stage.endsAt),
      trafficDeadline: timeOrNull(stage.trafficDeadline),
      extended: stage.extended,
      verdict: stage.verdict === null ? null : verdictBody(stage.verdict),
    })),
    verdict: run.verdict === null ? null : verdictBody(run.verdict),
    reportUrl: `${publicUrl}/runs/${run.id}`,
  }
}

type Flat = z.input<typeof flatVerdict>

const scores: Readonly<Record<RunState, number>> = { promote: 100, hold: 50, running: 50, rollback: 0 }

/**
 * A run as the flat answer; with `stage`, that stage's own verdict, where `promote` means advance. A stage advances only
 * where it was decided and the run has not ended otherwise since; a provisional verdict advances nothing.
 */
export function flatRun(run: Run, publicUrl: string, stage: number | null): Flat {
  const ended = run.status === 'completed'
  const at = stage === null ? null : run.stages[stage]
  if (at === undefined) {
    const said = `Run ${run.id} has the stages 0 to ${run.stages.length - 1}, not ${stage}`
    return flat(run.id, ended ? 'completed' : run.status, 'hold', 'inconclusive', said, `${publicUrl}/runs/${run.id}`)
  }
  const ofStage = at !== null && at.status === 'decided' && (!ended || run.verdict?.verdict === 'promote')
  const judged = ofStage ? at.verdict : ended || at === null ? run.verdict : at.verdict
  const settled = ended || ofStage
  return flat(
    run.id,
    settled ? 'completed' : run.status,
    settled ? (judged?.verdict ?? 'hold') : 'running',
    judged?.outcome ?? 'inconclusive',
    judged?.reason ?? 'Nothing has been looked at yet',
    `${publicUrl}/runs/${run.id}`,
  )
}

/** A gate's verdict as the flat answer. It has no stages, so a question for one is not answered by it. */
export function flatEvaluation({ id, verdict }: StoredEvaluation, publicUrl: string, stage: number | null): Flat {
  const reportUrl = `${publicUrl}/evaluations/${id}`
  if (stage === null) return flat(id, 'completed', verdict.verdict, verdict.outcome, verdict.reason, reportUrl)
  const said = `The newest verdict is that of the gate '${verdict.gate}', which has no stages`
  return flat(id, 'completed', 'hold', 'inconclusive', said, reportUrl)
}

/** Before anything is known the answer is to stay. */
export function flatNothing(service: string, publicUrl: string): Flat {
  const said = `Nothing is known about service '${service}' with this environment and version`
  return flat('', 'none', 'hold', 'inconclusive', said, `${publicUrl}/`)
}

function flat(
  id: string,
  status: Flat['status'],
  state: RunState,
  outcome: Flat['outcome'],
  reason: string,
  reportUrl: string,
): Flat {
  // While more is to come nobody is told to go on.
  const verdict = state === 'running' ? 'hold' : state
  return { id, status, state, verdict, outcome, score: scores[state], scored: false, reason, reportUrl }
}
