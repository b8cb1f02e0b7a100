import type { Part } from '../../verdict/index.ts'
import { doubted } from '../doubted.ts'
import { judgeHealth } from '../judge-health.ts'
import type { JudgeRequest } from '../judge.ts'
import { judgeDistribution } from './judge-distribution.ts'
import { judgeGauge } from './judge-gauge.ts'
import { judgeProportion } from './judge-proportion.ts'
import { metricPart } from './metric-part.ts'
import type { FixedSampleOptions } from './options.ts'

/**
 * The fixed-sample judge: each metric is compared once, when its stage has collected what it asked for. Until then it
 * says what it has and decides nothing, because its error rates hold for one look; the error of showing harm is shared
 * between all comparisons of the run.
 *
 * Missing, unusable and doubtful evidence is `inconclusive`, never `pass` or `warn`: more than 5 % of the looks without
 * a value of either side, fewer looks or observations than asked for, a value that is not finite, or a source that says
 * of its own answers that they are in doubt.
 */
export function judgeFixedSample(request: JudgeRequest<FixedSampleOptions>): Part {
  return doubted(judgeKind(request), request.evidence.quality)
}

function judgeKind(request: JudgeRequest<FixedSampleOptions>): Part {
  const { metric, evidence } = request
  if (metric.kind === 'proportion' && evidence.kind === 'proportion') return judgeProportion(metric, evidence, request)
  if (metric.kind === 'distribution' && evidence.kind === 'distribution')
    return judgeDistribution(metric, evidence, request)
  if (metric.kind === 'gauge' && evidence.kind === 'gauge') return judgeGauge(metric, evidence, request)
  if (metric.kind === 'health' && evidence.kind === 'health') return judgeHealth(metric, evidence, request.complete)
  return metricPart(
    metric,
    'no-evidence',
    'inconclusive',
    `Metric ${metric.id} of kind ${metric.kind} came with evidence of kind ${evidence.kind}`,
  )
}
