import type { Look, MetricEvidence } from '../../evidence/index.ts'
import type { Part } from '../../verdict/index.ts'
import type { CanaryJudgement, CanaryRequest, JudgedStage } from '../canary-request.ts'
import { judgeHealth } from '../judge-health.ts'
import type { Metric } from '../metric.ts'
import { noEvidencePart } from '../no-evidence-part.ts'
import { stageEvidence, stageStart } from '../stage-evidence.ts'
import type { MetricLook } from './canary-look.ts'
import type { SequentialOptions } from './options.ts'
import { policySettings, type ComparedMetric } from './policy-settings.ts'
import { recalled, remembered, type DatedLook } from './remembered.ts'
import { updateCanary, type SequentialSettings, type SequentialState } from './sequential-canary.ts'
import { sequentialParts } from './sequential-parts.ts'
import { watchParts } from './watch.ts'

/**
 * The sequential judge: valid at every look. It takes up the looks that it has not seen yet, each once, and says what the
 * evidence comes to. Harm is a `fail` as soon as it is shown; a stage that asks for no harm passes when it is complete and none
 * was shown; one that asks for non-inferiority passes when every required metric was shown to stay within its margin. Where no
 * baseline is left, it watches for drift.
 */
export function judgeSequential(options: SequentialOptions, request: CanaryRequest): CanaryJudgement {
  const compared = request.metrics.filter((metric): metric is ComparedMetric => metric.kind !== 'health')
  const settings = policySettings(options, compared, request.alphaTaken)
  const looks = canaryLooks(request, compared)
  const state = caughtUp(settings, request, looks)
  const requires = request.stages[request.stage]?.requires ?? 'bake'
  const health = request.metrics.flatMap((metric) => (metric.kind === 'health' ? [healthPart(metric, request)] : []))
  // Looks of warm-up are none: a stage without any other has nothing to stand on, whatever was shown before it.
  const isUnseen = requires !== 'bake' && state.stage !== request.stage && state.harmedAt === null
  const parts = isUnseen
    ? compared.map((metric) => noEvidencePart(metric, request.stage))
    : requires === 'bake'
      ? watchParts(settings, request.evidence, request.stage)
      : sequentialParts({
          settings,
          state,
          requires,
          looksLeft: request.looksLeft,
          quality: (metric) => request.evidence.find((of) => of.metric === metric)?.quality ?? [],
        })
  return { parts: [...parts, ...health], state: remembered(state, settings, looks) }
}

/** The state after all looks with a baseline. What was taken up before is not read again. */
function caughtUp(
  settings: SequentialSettings,
  { state: known }: CanaryRequest,
  looks: readonly DatedLook[],
): SequentialState {
  const start = recalled(known, settings, looks)
  return looks.slice(start.looks).reduce((state, { look }) => updateCanary(settings, state, look), start)
}

/** The looks of all metrics side by side, without those of warm-up and those without a baseline. */
function canaryLooks(
  { evidence, stages, warmup }: CanaryRequest,
  compared: readonly ComparedMetric[],
): readonly DatedLook[] {
  const starts = stages.map((_, stage) => stageStart(evidence, stage))
  const byEnd = new Map<number, { readonly stage: number; readonly metrics: MetricLook[] }>()
  for (const { id } of compared) {
    const of = evidence.find(({ metric }) => metric === id)
    if (of === undefined || of.kind === 'health') continue
    for (const { end, stage, look } of metricLooks(of, starts, warmup)) {
      if (isBake(stages[stage])) continue
      const known = byEnd.get(end) ?? { stage, metrics: [] }
      known.metrics.push(look)
      byEnd.set(end, known)
    }
  }
  return [...byEnd]
    .sort(([one], [other]) => one - other)
    .map(([end, { stage, metrics }]) => ({
      end,
      look: { stage, share: stages[stage]?.traffic ?? null, metrics },
    }))
}

interface PlacedLook {
  readonly end: number
  readonly stage: number
  readonly look: MetricLook
}

function metricLooks(
  of: Exclude<MetricEvidence, { kind: 'health' }>,
  starts: readonly (number | null)[],
  warmup: number,
): readonly PlacedLook[] {
  const isJudged = ({ stage, start, end }: Pick<Look<unknown>, 'stage' | 'start' | 'end'>): boolean => {
    const from = starts[stage]
    return from !== null && from !== undefined && start >= from + warmup && Number.isFinite(end)
  }
  const { metric } = of
  // One branch per kind: the checker then knows that values keep their type.
  if (of.kind === 'proportion') {
    return of.looks.filter(isJudged).map(({ end, stage, control, experiment }) => ({
      end,
      stage,
      look: { metric, kind: 'proportion', control, experiment },
    }))
  }
  if (of.kind === 'distribution') {
    return of.looks.filter(isJudged).map(({ end, stage, control, experiment }) => ({
      end,
      stage,
      look: { metric, kind: 'distribution', control, experiment },
    }))
  }
  return of.looks.filter(isJudged).map(({ end, stage, control, experiment }) => ({
    end,
    stage,
    look: { metric, kind: 'gauge', control, experiment },
  }))
}

function isBake(stage: JudgedStage | undefined): boolean {
  return stage === undefined || stage.requires === 'bake'
}

function healthPart(metric: Extract<Metric, { kind: 'health' }>, request: CanaryRequest): Part {
  const { evidence, stage, stages, warmup, complete } = request
  const all = evidence.find((of) => of.metric === metric.id)
  const start = stageStart(evidence, stage)
  if (all?.kind !== 'health' || start === null) return noEvidencePart(metric, stage)
  const judged = stageEvidence(all, stage, isBake(stages[stage]) ? start : start + warmup)
  return judged.kind === 'health' ? judgeHealth(metric, judged, complete) : noEvidencePart(metric, stage)
}
