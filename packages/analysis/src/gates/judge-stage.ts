import { AnalysisError } from '../errors.ts'
import type { MetricEvidence } from '../evidence/index.ts'
import { judgeGuard, judges, type Metric } from '../judges/index.ts'
import type { CanaryPlan, Stage } from '../policy/index.ts'
import type { Subject } from '../subject.ts'
import { assembleVerdict, type Part, type Verdict } from '../verdict/index.ts'
import { stageEvidence, stageStart } from './stage-evidence.ts'

/**
 * Judges one stage of a canary on all that was seen so far: each metric by the plan's judge on the stage's own looks
 * after warm-up, each guard on its window across stages.
 *
 * `promote` means: go on from this stage. While the stage collects, only guards can decide, and only to roll back. In a
 * bake stage no baseline is left: guards and health decide.
 *
 * @param given.evidence - every look so far, of all stages, oldest first.
 * @param given.now - milliseconds since the epoch.
 * @throws AnalysisError `invalid-argument` for a stage that the plan does not have.
 * @example
 * ```ts
 * const { canary: plan, name } = parsePolicy(kosmosPolicy)
 * const subject = { service: 'shop', environment: null, version: '2', commit: null, digest: null, branch: null }
 * const given = { policy: { name, digest: 'sha256:0' }, stage: 0, subject, evidence: [], now: 0 }
 * if (plan) judgeStage({ ...given, plan, stageComplete: true, deadlinePassed: false }).verdict // 'hold': nothing measured
 * ```
 */
export function judgeStage(given: {
  readonly policy: { readonly name: string; readonly digest: string }
  readonly plan: CanaryPlan
  readonly stage: number
  readonly subject: Subject
  readonly evidence: readonly MetricEvidence[]
  readonly now: number
  readonly stageComplete: boolean
  readonly deadlinePassed: boolean
}): Verdict {
  const { plan, evidence } = given
  const stage = plan.stages[given.stage]
  if (stage === undefined) {
    throw new AnalysisError('invalid-argument', `Expected a stage below ${plan.stages.length}, got ${given.stage}`, {
      argument: 'stage',
      expected: `0 to ${plan.stages.length - 1}`,
      received: String(given.stage),
    })
  }
  const judged = plan.metrics.filter((metric) => stage.requires !== 'bake' || metric.kind === 'health')
  const metrics = judged.map((metric) => judgeMetric(given, stage, metric))
  const guards = plan.guards.map((guard) =>
    judgeGuard(
      guard,
      evidence.find((of) => of.metric === guard.metric),
      plan.guards,
    ),
  )
  return assembleVerdict({
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
}

function judgeMetric(
  given: Pick<Parameters<typeof judgeStage>[0], 'plan' | 'stage' | 'evidence' | 'stageComplete'>,
  stage: Stage,
  metric: Metric,
): Part {
  const { plan } = given
  const all = given.evidence.find((of) => of.metric === metric.id)
  const start = stageStart(given.evidence, given.stage)
  if (all === undefined || start === null) {
    return {
      id: metric.id,
      role: 'metric',
      kind: metric.kind,
      required: metric.required,
      outcome: 'inconclusive',
      reasons: [
        {
          code: 'no-evidence',
          outcome: 'inconclusive',
          sentence: `Metric ${metric.id} has no look in this stage`,
          facts: { stage: given.stage },
        },
      ],
      measurement: null,
      evidence: [],
    }
  }
  const isCompared = stage.requires !== 'bake'
  return judges[plan.judge.kind].judge({
    metric,
    evidence: stageEvidence(all, given.stage, isCompared ? start + plan.warmup : start),
    requires: stage.requires === 'bake' ? 'no-harm' : stage.requires,
    complete: given.stageComplete,
    comparisons: comparisonsOf(plan),
    options: plan.judge.options,
  })
}

/** How often the run may compare: each compared metric at each stage's end, and again at the end of an extension. */
function comparisonsOf(plan: CanaryPlan): number {
  const compared = plan.metrics.filter(({ kind }) => kind !== 'health').length
  const ends = plan.stages.reduce(
    (sum, { requires, extend }) => sum + (requires === 'bake' ? 0 : extend > 0 ? 2 : 1),
    0,
  )
  return Math.max(1, compared * ends)
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
