import type { Part } from '../../verdict/index.ts'
import type { CanaryRequest, JudgedStage } from '../canary-request.ts'
import type { Metric } from '../metric.ts'
import { noEvidencePart } from '../no-evidence-part.ts'
import { stageEvidence, stageStart } from '../stage-evidence.ts'
import { unmeasuredAlone } from '../unmeasured-alone.ts'
import { judgeFixedSample } from './judge-fixed-sample.ts'
import type { FixedSampleOptions } from './options.ts'

/** Judges a stage on its own looks after warm-up, each metric by itself. */
export function judgeFixedSampleStage(options: FixedSampleOptions, request: CanaryRequest): readonly Part[] {
  const { stage, stages } = request
  const requires = stages[stage]?.requires ?? 'bake'
  return request.metrics.flatMap((metric) => {
    if (requires !== 'bake' || metric.kind === 'health') return [judgeMetric(options, request, metric, requires)]
    const all = request.evidence.find((of) => of.metric === metric.id)
    return unmeasuredAlone(metric, all, stage) ?? []
  })
}

function judgeMetric(
  options: FixedSampleOptions,
  { evidence, stage, stages, warmup, complete, metrics }: CanaryRequest,
  metric: Metric,
  requires: JudgedStage['requires'],
): Part {
  const all = evidence.find((of) => of.metric === metric.id)
  const start = stageStart(evidence, stage)
  if (all === undefined || start === null) return noEvidencePart(metric, stage)
  return judgeFixedSample({
    metric,
    evidence: stageEvidence(all, stage, requires === 'bake' ? start : start + warmup),
    requires: requires === 'bake' ? 'no-harm' : requires,
    complete,
    comparisons: comparisonsOf(metrics, stages),
    options,
  })
}

/** How often the run may compare: each compared metric at each stage's end, and again at the end of an extension. */
function comparisonsOf(metrics: readonly Metric[], stages: readonly JudgedStage[]): number {
  const compared = metrics.filter(({ kind }) => kind !== 'health').length
  const ends = stages.reduce((sum, { requires, extend }) => sum + (requires === 'bake' ? 0 : extend > 0 ? 2 : 1), 0)
  return Math.max(1, compared * ends)
}
