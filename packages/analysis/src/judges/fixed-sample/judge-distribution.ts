import type { DistributionEvidence, Histogram } from '../../evidence/index.ts'
import { histogramQuantile } from '../../series/index.ts'
import { formatNumber, formatQuantile } from '../../units/index.ts'
import type { Part } from '../../verdict/index.ts'
import type { JudgeRequest } from '../judge.ts'
import type { Metric } from '../metric.ts'
import { isSoundHistogram } from '../sound-value.ts'
import { judgeShift } from './judge-shift.ts'
import { metricPart } from './metric-part.ts'
import type { FixedSampleOptions } from './options.ts'
import { usableLooks } from './usable-looks.ts'

/** A distribution: its quantile at each look, compared as a ratio. */
export function judgeDistribution(
  metric: Extract<Metric, { kind: 'distribution' }>,
  evidence: DistributionEvidence,
  request: JudgeRequest<FixedSampleOptions>,
): Part {
  const name = `${formatQuantile(metric.quantile)} of ${metric.id}`
  const { pairs, fault } = usableLooks(evidence.looks, isSoundHistogram, (histogram) =>
    unreadable(histogram, metric.quantile),
  )
  const totals = {
    control: pairs.reduce((sum, pair) => sum + pair.control.total, 0),
    experiment: pairs.reduce((sum, pair) => sum + pair.experiment.total, 0),
  }
  const fewest = Math.min(totals.control, totals.experiment)
  if (request.complete) {
    if (fault !== null)
      return metricPart(metric, 'looks-missing', 'inconclusive', `Canary ${name} cannot be judged: ${fault}`)
    if (!(pairs.length >= request.options.minLooks)) {
      return metricPart(
        metric,
        'too-few-looks',
        'inconclusive',
        `Canary ${name} has ${pairs.length} looks, the judge needs ${request.options.minLooks}`,
      )
    }
    if (!(fewest >= metric.minTotal)) {
      return metricPart(
        metric,
        'too-few-observations',
        'inconclusive',
        `Canary ${name} rests on ${formatNumber(fewest)} observations of one side, ${metric.minTotal} are needed`,
      )
    }
  }
  return judgeShift({
    metric,
    request,
    name,
    unit: 'seconds',
    scale: 'ratio',
    harm: metric.harm,
    control: pairs.map((pair) => quantileOf(pair.control, metric.quantile)),
    experiment: pairs.map((pair) => quantileOf(pair.experiment, metric.quantile)),
    tolerance: metric.tolerance.relative,
    margin: metric.margin.relative,
    totals,
  })
}

/** Why the quantile of a histogram cannot be used: nothing in it, or it lies in the bucket without an upper bound. */
function unreadable(histogram: Histogram, quantile: number): string | null {
  const { estimate, upper } = histogramQuantile(histogram, quantile)
  if (estimate === null) return 'no observations'
  if (upper === Number.POSITIVE_INFINITY) return "beyond the histogram's last bound"
  return estimate > 0 && Number.isFinite(estimate) ? null : `quantile ${estimate} has no ratio`
}

function quantileOf(histogram: Histogram, quantile: number): number {
  return histogramQuantile(histogram, quantile).estimate ?? Number.NaN
}
