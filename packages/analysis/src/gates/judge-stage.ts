import { AnalysisError } from '../errors.ts'
import type { MetricEvidence } from '../evidence/index.ts'
import { judgeCanary, judgeGuard, runError, vettedEvidence, type JudgeState } from '../judges/index.ts'
import type { CanaryPlan, Stage } from '../policy/index.ts'
import type { Subject } from '../subject.ts'
import { assembleVerdict, type Part, type Verdict } from '../verdict/index.ts'

/** A stage to be judged on all that was seen so far. */
export interface StageRequest {
  readonly policy: { readonly name: string; readonly digest: string }
  readonly plan: CanaryPlan
  readonly stage: number
  readonly subject: Subject
  /** Every look so far, of all stages, oldest first. */
  readonly evidence: readonly MetricEvidence[]
  /** Milliseconds since the epoch. */
  readonly now: number
  readonly stageComplete: boolean
  readonly deadlinePassed: boolean
  /**
   * What the judge remembered at an earlier look of the same run, so that no look is read twice. `null`, or left out: it is made
   * anew from the evidence, with the same result.
   */
  readonly judgeState?: JudgeState | null
}

/**
 * Judges one stage of a canary on all that was seen so far: all metrics by the plan's judge, each guard on its window across
 * stages.
 *
 * `promote` means: go on from this stage. While the stage collects, the judge and the guards can only roll back; a
 * fixed-sample judge does not decide before its end. In a bake stage no baseline is left: guards, health and the watch for
 * drift decide.
 *
 * @throws AnalysisError `invalid-argument` for a stage that the plan does not have.
 * @example
 * ```ts
 * const { canary: plan, name } = parsePolicy(kosmosPolicy)
 * const subject = { service: 'shop', environment: null, version: '2', commit: null, digest: null, branch: null }
 * const given = { policy: { name, digest: 'sha256:0' }, stage: 0, subject, evidence: [], now: 0 }
 * if (plan) judgeStage({ ...given, plan, stageComplete: true, deadlinePassed: false }).verdict // 'hold': nothing measured
 * ```
 */
export function judgeStage(given: StageRequest): Verdict {
  return judgeStageFrom(given).verdict
}

/** `judgeStage` with what the judge remembers for the next look. */
export function judgeStageFrom(given: StageRequest): {
  readonly verdict: Verdict
  readonly judgeState: JudgeState | null
} {
  const { plan, judgeState = null } = given
  const stage = plan.stages[given.stage]
  if (stage === undefined) {
    throw new AnalysisError('invalid-argument', `Expected a stage below ${plan.stages.length}, got ${given.stage}`, {
      argument: 'stage',
      expected: `0 to ${plan.stages.length - 1}`,
      received: String(given.stage),
    })
  }
  const evidence = vettedEvidence(given.evidence, plan.metrics, given.stage)
  const guards = plan.guards.map((guard) =>
    judgeGuard(
      guard,
      evidence.find((of) => of.metric === guard.metric),
      plan.guards,
    ),
  )
  const { parts: metrics, state } = judgeCanary(plan.judge, {
    metrics: plan.metrics,
    evidence,
    stages: plan.stages,
    stage: given.stage,
    warmup: plan.warmup,
    complete: given.stageComplete,
    looksLeft: looksLeft(given),
    alphaTaken: plan.guards.some(({ evidence: rule }) => rule === 'always-valid') ? runError : 0,
    state: judgeState,
  })
  const verdict = assembleVerdict({
    subject: given.subject,
    policy: given.policy,
    gate: 'canary',
    exposure: 'after',
    judgedAt: given.now,
    deadlinePassed: given.deadlinePassed,
    onInconclusive: plan.onInconclusive,
    parts: [
      ...metrics,
      ...guards,
      progress(
        given,
        stage,
        [...metrics, ...guards].some(({ required }) => required),
      ),
    ],
    evidence: [],
  })
  return { verdict, judgeState: state }
}

/** Looks from here to the end of the last stage with a baseline, its extension included. */
function looksLeft({ plan, stage, evidence }: StageRequest): number {
  const last = plan.stages.findLastIndex(({ requires }) => requires !== 'bake')
  const planned = plan.stages
    .slice(stage, last + 1)
    .reduce((sum, { duration, extend }, at) => sum + duration + (stage + at === last ? extend : 0), 0)
  const made = Math.max(0, ...evidence.map(({ looks }) => looks.filter((look) => look.stage === stage).length))
  return Math.max(0, Math.floor(planned / plan.interval) - made)
}

/** The stage itself: it has to run its time, and something has to be required of it, or it stays undecided. */
function progress(
  given: Pick<Parameters<typeof judgeStage>[0], 'plan' | 'stage' | 'stageComplete'>,
  stage: Stage,
  isJudged: boolean,
): Part {
  const share = `${Math.round(stage.traffic * 1000) / 10} %`
  const at = `Stage ${given.stage + 1} of ${given.plan.stages.length} (${share})`
  const outcome = given.stageComplete && isJudged ? 'pass' : 'inconclusive'
  const [code, sentence] = !isJudged
    ? ['stage-without-judgement', `${at} has no required metric or guard that could judge it`]
    : given.stageComplete
      ? ['stage-complete', `${at} has run its time`]
      : ['stage-collecting', `${at} is still collecting`]
  return {
    id: 'stage',
    role: 'condition',
    kind: 'stage',
    required: true,
    outcome,
    reasons: [
      {
        code,
        outcome,
        sentence,
        facts: { stage: given.stage, traffic: stage.traffic },
      },
    ],
    measurement: null,
    evidence: [],
  }
}
