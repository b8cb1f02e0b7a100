import type { Part } from '../../verdict/index.ts'
import type { JudgeRequest } from '../judge.ts'
import { judgeDistribution } from './judge-distribution.ts'
import { judgeGauge } from './judge-gauge.ts'
import { judgeHealth } from './judge-health.ts'
import { judgeProportion } from './judge-proportion.ts'
import { metricPart } from './metric-part.ts'
import type { FixedSampleOptions } from './options.ts'

/**
 * The fixed-sample judge: each metric is compared once, when its stage has collected what it asked for. Until then it
 * says what it has and decides nothing, because its error rates hold for one look; the error of showing harm is shared
 * between all comparisons of the run.
 */
export function judgeFixedSample(request: JudgeRequest<FixedSampleOptions>): Part {
  const { metric, evidence } = request
  if (metric.kind === 'proportion' && evidence.kind === 'proportion') return judgeProportion(metric, evidence, request)
  if (metric.kind === 'distribution' && evidence.kind === 'distribution')
    return judgeDistribution(metric, evidence, request)
  if (metric.kind === 'gauge' && evidence.kind === 'gauge') return judgeGauge(metric, evidence, request)
  if (metric.kind === 'health' && evidence.kind === 'health') return judgeHealth(metric, evidence, request)
  return metricPart(
    metric,
    'no-evidence',
    'inconclusive',
    `Metric ${metric.id} of kind ${metric.kind} came with evidence of kind ${evidence.kind}`,
  )
}
