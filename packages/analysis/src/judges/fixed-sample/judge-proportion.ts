import type { Proportion, ProportionEvidence } from '../../evidence/index.ts'
import { proportionDifference } from '../../hypothesis/index.ts'
import { sumProportions } from '../../series/index.ts'
import { formatNumber, formatShare } from '../../units/index.ts'
import type { Part } from '../../verdict/index.ts'
import type { JudgeRequest } from '../judge.ts'
import { limitSize } from '../limit-size.ts'
import type { Metric } from '../metric.ts'
import { isSoundProportion } from '../sound-value.ts'
import { decide, decidingInterval, outcomeOf, type Effect, type EffectInterval } from './decide.ts'
import { errorRates } from './error-rates.ts'
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
  const { options, requires } = request
  const { pairs, fault } = usableLooks(evidence.looks, isSoundProportion, ({ total }) =>
    total > 0 ? null : 'no observations',
  )
  const control = sumProportions(pairs.map((pair) => pair.control))
  const experiment = sumProportions(pairs.map((pair) => pair.experiment))
  const fewest = Math.min(control.total, experiment.total)
  const name = `Canary ${metric.id}`
  if (!(fewest > 0)) {
    if (!request.complete)
      return metricPart(metric, 'collecting', 'inconclusive', `${name}: nothing measured yet, still collecting`)
    return fault === null
      ? metricPart(metric, 'too-few-observations', 'inconclusive', `${name} has no observations of one side to rest on`)
      : metricPart(metric, 'looks-missing', 'inconclusive', `${name} cannot be judged: ${fault}`)
  }
  const base = control.events / control.total
  const margin = limitSize(metric.margin, base)
  const tolerance = limitSize(metric.tolerance, base)
  const errors = errorRates(request, metric.harm)
  const harm = proportionDifference(control, experiment, 1 - 2 * errors.harm)
  const claim = proportionDifference(control, experiment, 1 - 2 * errors.claim)
  const effect: Effect = { estimate: harm.difference, harm, claim }
  const finding = decide(effect, metric.harm, tolerance, margin, requires)
  const interval = decidingInterval(effect, finding, requires)
  const limit = finding === 'harm-shown' ? tolerance : margin
  const measurement = {
    unit: 'share',
    control: base,
    experiment: experiment.events / experiment.total,
    difference: effect.estimate,
    differenceKind: 'difference' as const,
    interval: { lower: interval.lower, upper: interval.upper, level: interval.level },
    limit,
    controlCount: control.total,
    experimentCount: experiment.total,
  }
  const counted = `${sideText(experiment)} against ${sideText(control)} of the baseline`
  const refuse = (
    code: 'looks-missing' | 'too-few-looks' | 'too-few-observations' | 'collecting',
    text: string,
  ): Part => metricPart(metric, code, 'inconclusive', `${name}${text}`, measurement)
  if (!request.complete) return refuse('collecting', `: ${counted}; still collecting, ${pairs.length} looks so far`)
  if (fault !== null) return refuse('looks-missing', ` cannot be judged: ${fault}`)
  if (!(pairs.length >= options.minLooks))
    return refuse('too-few-looks', ` has ${pairs.length} looks, the judge needs ${options.minLooks}`)
  if (!(fewest >= metric.minTotal))
    return refuse(
      'too-few-observations',
      ` rests on ${formatNumber(fewest)} observations of one side, ${formatNumber(metric.minTotal)} are needed`,
    )
  const says = {
    'harm-shown': `is worse than the tolerance of ${points(tolerance)}`,
    'no-harm-shown': 'shows no harm',
    'non-inferior': `is not worse than the margin of ${points(margin)}`,
    'not-shown-non-inferior': `is not shown to stay within the margin of ${points(margin)}`,
    'level-not-attained': 'cannot be judged at the error rate that was asked for',
  }[finding]
  const sentence = `${name} ${says}: ${counted} (difference ${points(effect.estimate)}, ${intervalText(interval)}, ${pairs.length} looks)`
  return metricPart(metric, finding, outcomeOf(finding), sentence, measurement, {
    tolerance,
    margin,
    events: experiment.events,
    total: experiment.total,
    controlEvents: control.events,
    controlTotal: control.total,
    looks: pairs.length,
  })
}

function sideText({ events, total }: Proportion): string {
  return `${formatShare(events / total)} (${formatNumber(events)} of ${formatNumber(total)})`
}

/** A difference of shares, in percentage points as policies write them. */
function points(difference: number): string {
  return `${formatNumber(difference * 100)} pp`
}

function intervalText({ lower, upper, level }: EffectInterval): string {
  return lower === null || upper === null
    ? 'no interval'
    : `${formatShare(level)} interval ${points(lower)} to ${points(upper)}`
}
