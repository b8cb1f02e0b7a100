import { median } from '../../descriptive/index.ts'
import type { GaugeEvidence } from '../../evidence/index.ts'
import { formatNumber } from '../../units/index.ts'
import type { Part } from '../../verdict/index.ts'
import type { JudgeRequest } from '../judge.ts'
import { limitSize } from '../limit-size.ts'
import type { Metric } from '../metric.ts'
import { isSoundNumber } from '../sound-value.ts'
import { judgeShift } from './judge-shift.ts'
import { metricPart } from './metric-part.ts'
import type { FixedSampleOptions } from './options.ts'
import { usableLooks } from './usable-looks.ts'

/** A gauge: its value at each look, compared as a shift. Limits relative to the baseline are taken of its median. */
export function judgeGauge(
  metric: Extract<Metric, { kind: 'gauge' }>,
  evidence: GaugeEvidence,
  request: JudgeRequest<FixedSampleOptions>,
): Part {
  const { pairs, fault } = usableLooks(evidence.looks, isSoundNumber)
  const control = pairs.map((pair) => pair.control)
  const experiment = pairs.map((pair) => pair.experiment)
  if (request.complete) {
    if (fault !== null) {
      return metricPart(metric, 'looks-missing', 'inconclusive', `Canary ${metric.id} cannot be judged: ${fault}`)
    }
    if (!(pairs.length >= request.options.minLooks)) {
      return metricPart(
        metric,
        'too-few-looks',
        'inconclusive',
        `Canary ${metric.id} has ${pairs.length} looks, the judge needs ${request.options.minLooks}`,
      )
    }
    const [first] = control
    if (first !== undefined && [...control, ...experiment].every((value) => value === first)) {
      return metricPart(
        metric,
        'constant',
        'warn',
        `Canary ${metric.id} is ${formatNumber(first)} at every look of both sides: equal, or not measured at all`,
      )
    }
  }
  const base = median(control) ?? Number.NaN
  return judgeShift({
    metric,
    request,
    name: metric.id,
    unit: 'value',
    scale: 'difference',
    harm: metric.harm,
    control,
    experiment,
    tolerance: limitSize(metric.tolerance, base),
    margin: limitSize(metric.margin, base),
    totals: null,
  })
}
