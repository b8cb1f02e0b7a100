import type { MetricEvidence } from '../evidence/index.ts'
import {
  judgeCanary,
  judgeGuard,
  metricWeights,
  policySettings,
  runError,
  type ComparedMetric,
  type Guard,
  type JudgeState,
} from '../judges/index.ts'
import type { CanaryPlan } from '../policy/index.ts'
import { goesOn, worst, type Part } from '../verdict/index.ts'
import { windowEvidence, type HistoryWindow } from './history-windows.ts'

/** What calibration reads of a canary plan. */
export type CalibratedPlan = Pick<CanaryPlan, 'interval' | 'warmup' | 'stages' | 'metrics' | 'guards' | 'judge'>

/** What became of one window. */
export interface JudgedWindow {
  readonly end: 'rolled-back' | 'promoted' | 'undecided'
  /** Ids of metrics whose evidence of harm alone would have rolled back. */
  readonly crossed: ReadonlySet<string>
  /** Ids of guards that rolled back. */
  readonly fired: ReadonlySet<string>
  /** The metrics as they stand at the window's end. */
  readonly parts: readonly Part[]
}

/** Of a plan, what is judged in a window. */
export interface WindowPlan {
  readonly plan: CalibratedPlan
  readonly metrics: readonly ComparedMetric[]
  readonly guards: readonly Guard[]
  /** Stages with a baseline, in looks. */
  readonly stages: readonly { readonly looks: number; readonly extend: number }[]
}

/** The parts of a plan that a history can speak for. */
export function windowPlan(plan: CalibratedPlan): WindowPlan {
  const looks = (duration: number): number => Math.ceil(duration / plan.interval)
  return {
    plan,
    metrics: plan.metrics.filter((metric): metric is ComparedMetric => metric.kind !== 'health'),
    guards: plan.guards.filter(({ rule }) => rule !== 'failing-for'),
    stages: plan.stages
      .filter(({ requires }) => requires !== 'bake')
      .map(({ duration, extend }) => ({ looks: looks(duration), extend: looks(extend) })),
  }
}

/** Judges one window as a run does, and on to its end for the metrics' own figures. */
export function judgeWindow(
  asked: WindowPlan,
  history: readonly MetricEvidence[],
  window: HistoryWindow,
): JudgedWindow {
  let end: JudgedWindow['end'] | null = null
  let state: JudgeState | null = null
  let parts: readonly Part[] = []
  const stages: number[] = []
  const [crossed, fired] = [new Set<string>(), new Set<string>()]
  const judge = (stage: number, looks: number): 'rolled-back' | 'goes-on' | 'open' => {
    const before = stages.length
    for (let look = 0; look < looks; look += 1) stages.push(stage)
    const evidence = windowEvidence(history, window, stages)
    const judged = judgeStageEnd(asked, evidence, stage, state)
    state = judged.state
    parts = judged.parts
    for (const id of crossedAlone(asked, judged)) crossed.add(id)
    const guards = guardParts(asked, history, window, { stages, before, evidence })
    for (const { id, outcome } of guards) if (outcome === 'fail') fired.add(id)
    const outcome = worst([...parts, ...guards].filter(({ required }) => required).map((part) => part.outcome))
    return outcome === 'fail' ? 'rolled-back' : goesOn(outcome) ? 'goes-on' : 'open'
  }
  for (const [stage, { looks, extend }] of asked.stages.entries()) {
    const isLast = stage === asked.stages.length - 1
    let found = judge(stage, looks)
    if (found === 'goes-on' && isLast) end ??= 'promoted'
    if (extend > 0 && (isLast || found !== 'goes-on')) {
      if (found === 'rolled-back') end ??= found
      found = judge(stage, extend)
    }
    if (found === 'goes-on' && isLast) end ??= 'promoted'
    if (found !== 'goes-on') end ??= found === 'open' ? 'undecided' : found
  }
  return { end: end ?? 'undecided', crossed, fired, parts }
}

interface StageEnd {
  readonly parts: readonly Part[]
  readonly state: JudgeState | null
}

function judgeStageEnd(
  { plan, metrics }: WindowPlan,
  evidence: readonly MetricEvidence[],
  stage: number,
  state: JudgeState | null,
): StageEnd {
  const { judge, stages, warmup } = plan
  return judgeCanary(withoutSplit(judge), {
    metrics,
    evidence,
    stages: stages.filter(({ requires }) => requires !== 'bake'),
    stage,
    warmup,
    complete: true,
    looksLeft: 0,
    alphaTaken: alphaTaken(plan),
    state,
  })
}

/** A history is split in two as it is, whatever the stages' shares. */
function withoutSplit(judge: CalibratedPlan['judge']): CalibratedPlan['judge'] {
  return judge.kind === 'sequential'
    ? { kind: judge.kind, options: { ...judge.options, trafficSplit: 'unchecked' } }
    : judge
}

/** The weighted evidence of one metric carries the boundary of all; a judge without memory says so itself. */
function crossedAlone({ plan, metrics }: WindowPlan, { state, parts }: StageEnd): readonly string[] {
  if (plan.judge.kind !== 'sequential' || state === null)
    return parts.filter(({ role, outcome }) => role === 'metric' && outcome === 'fail').map(({ id }) => id)
  const settings = policySettings(plan.judge.options, metrics, alphaTaken(plan))
  const weights = metricWeights(settings.metrics)
  return metrics
    .filter((_, at) => {
      const logE = (state.metrics[at]?.harm.maxLogE ?? 0) + Math.log(weights[at] ?? 0)
      return logE >= -Math.log(settings.alpha)
    })
    .map(({ id }) => id)
}

function alphaTaken({ guards }: CalibratedPlan): number {
  return guards.some(({ evidence }) => evidence === 'always-valid') ? runError : 0
}

/** What is always valid stays shown; the others are asked at every look since the last time. */
function guardParts(
  { guards, plan }: WindowPlan,
  history: readonly MetricEvidence[],
  window: HistoryWindow,
  seen: {
    readonly stages: readonly number[]
    readonly before: number
    readonly evidence: readonly MetricEvidence[]
  },
): readonly Part[] {
  const ask = (guard: Guard, evidence: readonly MetricEvidence[]): Part =>
    judgeGuard(
      guard,
      evidence.find(({ metric }) => metric === guard.metric),
      plan.guards,
    )
  return guards.map((guard) => {
    const now = ask(guard, seen.evidence)
    if (guard.evidence === 'always-valid') return now
    const own = history.filter(({ metric }) => metric === guard.metric)
    for (let looks = seen.before + 1; looks < seen.stages.length; looks += 1) {
      const part = ask(guard, windowEvidence(own, window, seen.stages.slice(0, looks)))
      if (part.outcome === 'fail') return part
    }
    return now
  })
}
