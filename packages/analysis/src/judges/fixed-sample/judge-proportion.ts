import type { Proportion, ProportionEvidence } from '../../evidence/index.ts'
import { proportionDifference } from '../../hypothesis/index.ts'
import { formatNumber, formatShare } from '../../units/index.ts'
import type { Measurement, Part } from '../../verdict/index.ts'
import type { JudgeRequest } from '../judge.ts'
import type { Metric } from '../metric.ts'
import { decide, outcomeOf, type Effect } from './decide.ts'
import { metricPart } from './metric-part.ts'
import type { FixedSampleOptions } from './options.ts'
import { usableLooks } from './usable-looks.ts'

/**
 * A proportion: the counts of the stage's looks, canary − baseline, with Newcombe's interval. Counts are added within
 * one stage only, where the traffic split is constant; across stages a changing split would mix what is compared.
 */
export function judgeProportion(
  metric: Extract<Metric, { kind: 'proportion' }>,
  evidence: ProportionEvidence,
  request: JudgeRequest<FixedSampleOptions>,
): Part {
  const { pairs, fault } = usableLooks(evidence.looks)
  const control = sum(pairs.map((pair) => pair.control))
  const experiment = sum(pairs.map((pair) => pair.experiment))
  const counted = `${sideText(experiment)} against ${sideText(control)} of the baseline`
  const fewest = Math.min(control.total, experiment.total)
  const measurement = fewest > 0 ? describe(metric, control, experiment, request.options) : null
  if (!request.complete) {
    const so = fewest > 0 ? counted : 'nothing measured yet'
    return metricPart(
      metric,
      'collecting',
      'inconclusive',
      `Canary ${metric.id}: ${so}; still collecting, ${pairs.length} looks so far`,
      measurement,
    )
  }
  if (fault !== null)
    return metricPart(
      metric,
      'looks-missing',
      'inconclusive',
      `Canary ${metric.id} cannot be judged: ${fault}`,
      measurement,
    )
  if (!(pairs.length >= request.options.minLooks)) {
    return metricPart(
      metric,
      'too-few-looks',
      'inconclusive',
      `Canary ${metric.id} has ${pairs.length} looks, the judge needs ${request.options.minLooks}`,
      measurement,
    )
  }
  if (!(fewest >= metric.minTotal) || measurement === null) {
    return metricPart(
      metric,
      'too-few-observations',
      'inconclusive',
      `Canary ${metric.id} rests on ${formatNumber(fewest)} observations of one side, ${metric.minTotal} are needed`,
      measurement,
    )
  }
  const base = control.events / control.total
  const limitOf = (limit: { readonly absolute: number; readonly relative: number }): number =>
    Math.max(limit.absolute, limit.relative * base)
  const margin = limitOf(metric.margin)
  const tolerance = limitOf(metric.tolerance)
  const harmError = (metric.harm === 'either' ? 0.5 : 1) * (request.options.alpha / request.comparisons)
  const atHarm = proportionDifference(control, experiment, 1 - 2 * harmError)
  const atClaim = proportionDifference(control, experiment, 1 - 2 * request.options.promoteAlpha)
  const effect: Effect = { estimate: atHarm.difference, harm: atHarm, claim: atClaim }
  const finding = decide(effect, metric.harm, tolerance, margin, request.requires)
  const says = {
    'harm-shown': `is worse than the tolerance of ${formatShare(tolerance)} points`,
    'no-harm-shown': 'shows no harm',
    'non-inferior': `is not worse than the margin of ${formatShare(margin)} points`,
    'not-shown-non-inferior': `is not shown to stay within the margin of ${formatShare(margin)} points`,
  }[finding]
  const interval = `difference ${formatShare(atClaim.difference)}, ${formatShare(atClaim.level)} interval ${formatShare(atClaim.lower)} to ${formatShare(atClaim.upper)}`
  return metricPart(
    metric,
    finding,
    outcomeOf(finding),
    `Canary ${metric.id} ${says}: ${counted} (${interval})`,
    { ...measurement, limit: finding === 'harm-shown' ? tolerance : margin },
    { tolerance, margin, events: experiment.events, total: experiment.total, looks: pairs.length },
  )
}

function sum(values: readonly Proportion[]): Proportion {
  return values.reduce((one, other) => ({ events: one.events + other.events, total: one.total + other.total }), {
    events: 0,
    total: 0,
  })
}

function sideText({ events, total }: Proportion): string {
  return `${formatShare(events / total)} (${formatNumber(events)} of ${formatNumber(total)})`
}

function describe(
  metric: Extract<Metric, { kind: 'proportion' }>,
  control: Proportion,
  experiment: Proportion,
  options: FixedSampleOptions,
): Measurement {
  const { difference, lower, upper, level } = proportionDifference(control, experiment, 1 - 2 * options.promoteAlpha)
  const base = control.events / control.total
  return {
    unit: 'share',
    control: base,
    experiment: experiment.events / experiment.total,
    difference,
    differenceKind: 'difference',
    interval: { lower, upper, level },
    limit: Math.max(metric.margin.absolute, metric.margin.relative * base),
    controlCount: control.total,
    experimentCount: experiment.total,
  }
}
