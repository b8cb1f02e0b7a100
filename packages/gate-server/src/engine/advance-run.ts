import { judgeStageFrom } from '@kosmos/analysis/gates'
import type { JudgeState } from '@kosmos/analysis/judges'
import { ServerError } from '../errors.ts'
import { appendLooks, lookStanding, nextLook, transition, type Run } from '../runs/index.ts'
import { changeRun, findRun } from './change-run.ts'
import type { EngineDependencies } from './dependencies.ts'
import { primeSource } from './prime-source.ts'
import { readLook } from './read-look.ts'

/** Longest time that the reading of one look may take. */
const lookTimeoutMs = 30_000

/**
 * Does what is due for a run: ends a wait that took too long, or makes the next look, judges the stage on all that was
 * seen and saves the run. One call makes at most one look. Where someone else saved the run in between, this look is
 * dropped and nothing happens: the stored run is the truth.
 *
 * @returns the run as it is afterwards.
 */
export async function advanceRun(dependencies: EngineDependencies, id: string): Promise<Run> {
  const { clock, store, metrics, runChanges, judgeMemory } = dependencies
  const run = await findRun(dependencies, id)
  const stage = run.stages[run.stage]
  if (run.status === 'completed' || stage === undefined) return run
  if (stage.status === 'awaiting-traffic') {
    const overdue = stage.trafficDeadline !== null && clock.now() >= stage.trafficDeadline
    return overdue ? changeRun(dependencies, id, { type: 'traffic-overdue', at: clock.now() }) : run
  }
  const window = nextLook(run)
  if (window === null || window.end > clock.now()) return run
  const { next, judgeState } = await look(dependencies, run, window)
  if (!(await store.runs.replace(next))) return findRun(dependencies, id)
  judgeMemory.remember(next, judgeState)
  metrics.looks.inc({ outcome: next.verdict?.outcome ?? 'error' })
  if (next.stage !== run.stage && next.stages[next.stage]?.status === 'running') await primeSource(dependencies, next)
  runChanges.announce(next)
  if (next.status === 'completed') recordEnd(dependencies, next)
  return next
}

async function look(
  dependencies: EngineDependencies,
  run: Run,
  window: { readonly start: number; readonly end: number },
): Promise<{ readonly next: Run; readonly judgeState: JudgeState | null }> {
  const provider = dependencies.providers.get(run.plan.source)
  if (provider === undefined) {
    throw new ServerError(
      'unavailable',
      `Run '${run.id}' reads the source '${run.plan.source}', which is not configured`,
    )
  }
  const looked = await readLook(provider, run, window, AbortSignal.timeout(lookTimeoutMs))
  const at = dependencies.clock.now()
  const { verdict, judgeState } = judgeStageFrom({
    policy: run.policy,
    plan: run.plan,
    stage: run.stage,
    subject: run.subject,
    evidence: appendLooks(run.evidence, looked),
    now: at,
    ...lookStanding(run, window.end),
    judgeState: dependencies.judgeMemory.recall(run),
  })
  return { next: transition(run, { type: 'looked', at, end: window.end, looked, verdict }), judgeState }
}

function recordEnd({ metrics, logger }: EngineDependencies, run: Run): void {
  const { verdict } = run
  if (verdict === null) return
  metrics.verdicts.inc({ gate: 'canary', verdict: verdict.verdict, outcome: verdict.outcome })
  logger.info(
    { run: run.id, verdict: verdict.verdict, outcome: verdict.outcome, endReason: run.endReason },
    verdict.reason,
  )
}
