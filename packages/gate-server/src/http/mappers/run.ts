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

/** A run as the flat answer; with `stage`, that stage's own verdict. */
export function flatRun(run: Run, publicUrl: string, stage: number | null): Flat {
  const at = stage === null ? null : (run.stages[stage] ?? null)
  const judged = at === null ? run.verdict : at.verdict
  const settled = at === null ? run.status === 'completed' : at.status === 'decided' || run.status === 'completed'
  const state = settled ? (judged?.verdict ?? 'hold') : 'running'
  return {
    id: run.id,
    status: settled ? 'completed' : run.status,
    state,
    // While more is to come nobody is told to go on, whatever a provisional verdict says.
    verdict: settled ? (judged?.verdict ?? 'hold') : 'hold',
    outcome: judged?.outcome ?? 'inconclusive',
    score: scores[state],
    scored: false,
    reason: judged?.reason ?? 'Nothing has been looked at yet',
    reportUrl: `${publicUrl}/runs/${run.id}`,
  }
}

export function flatEvaluation({ id, verdict }: StoredEvaluation, publicUrl: string): Flat {
  return {
    id,
    status: 'completed',
    state: verdict.verdict,
    verdict: verdict.verdict,
    outcome: verdict.outcome,
    score: scores[verdict.verdict],
    scored: false,
    reason: verdict.reason,
    reportUrl: `${publicUrl}/evaluations/${id}`,
  }
}

/** Before anything is known the answer is to stay. */
export function flatNothing(service: string): Flat {
  return {
    id: '',
    status: 'none',
    state: 'hold',
    verdict: 'hold',
    outcome: 'inconclusive',
    score: scores.hold,
    scored: false,
    reason: `Nothing is known about service '${service}' with this environment and version`,
    reportUrl: '',
  }
}
