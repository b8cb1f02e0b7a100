import type { DistributionEvidence, HealthEvidence, MetricEvidence, ProportionEvidence } from '../../evidence/index.ts'
import { histogramQuantile, mergeHistograms } from '../../series/index.ts'
import {
  formatDuration,
  formatNumber,
  formatQuantile,
  formatRatio,
  formatSeconds,
  formatShare,
} from '../../units/index.ts'
import type { Measurement, Part } from '../../verdict/index.ts'
import type { Guard } from '../guard.ts'
import { guardPart } from './guard-part.ts'
import { measuredOf, trailingLooks } from './trailing-looks.ts'

type GuardOf<Rule extends Guard['rule']> = Extract<Guard, { rule: Rule }>

/**
 * Judges a hard rule on the trailing window of its metric's looks, across stages.
 *
 * A guard can only roll back: over the limit with enough observations is `fail`, measured under it is `pass`, and
 * everything that keeps it from being measured is `inconclusive`, which blocks a promote and rolls nothing back. Where
 * the rule needs a baseline and none is left, the part is not required.
 *
 * @param evidence - all looks of the guard's metric so far, oldest first.
 */
export function judgeGuard(guard: Guard, evidence: MetricEvidence | undefined): Part {
  if (guard.rule === 'proportion-above' && evidence?.kind === 'proportion') return proportionAbove(guard, evidence)
  if (guard.rule === 'quantile-above' && evidence?.kind === 'distribution') return quantileAbove(guard, evidence)
  if (guard.rule === 'quantile-above-baseline' && evidence?.kind === 'distribution')
    return quantileAboveBaseline(guard, evidence)
  if (guard.rule === 'failing-for' && evidence?.kind === 'health') return failingFor(guard, evidence)
  return guardPart(
    guard,
    'guard-no-evidence',
    'inconclusive',
    `Guard ${guard.id} has no evidence of metric ${guard.metric}`,
  )
}

function proportionAbove(guard: GuardOf<'proportion-above'>, evidence: ProportionEvidence): Part {
  const looks = trailingLooks(evidence.looks, guard.window)
  const { values, missing } = measuredOf(looks, 'experiment')
  const events = values.reduce((sum, value) => sum + value.events, 0)
  const total = values.reduce((sum, value) => sum + value.total, 0)
  const share = events / total
  const unfit = notEnough(guard, total, looks.length, missing)
  if (unfit !== null) return unfit
  const over = !(share <= guard.above)
  const counted = `${formatShare(share)} (${formatNumber(events)} of ${formatNumber(total)}) over ${formatDuration(guard.window)}`
  return guardPart(
    guard,
    over ? 'guard-over-limit' : 'guard-quiet',
    over ? 'fail' : 'pass',
    `Canary ${guard.metric} ${counted} ${over ? 'is above' : 'is within'} the limit of ${formatShare(guard.above)}`,
    {
      facts: { share, events, total, limit: guard.above, windowMs: guard.window },
      measurement: canaryOnly('share', share, guard.above, total),
    },
  )
}

function quantileAbove(guard: GuardOf<'quantile-above'>, evidence: DistributionEvidence): Part {
  const looks = trailingLooks(evidence.looks, guard.window)
  const { values, missing } = measuredOf(looks, 'experiment')
  const merged = mergeHistograms(values)
  const total = merged.kind === 'measured' ? merged.value.total : 0
  const unfit = notEnough(guard, total, looks.length, missing)
  if (unfit !== null) return unfit
  if (merged.kind === 'missing') return looksMissing(guard, merged.detail)
  const { estimate, lower, upper } = histogramQuantile(merged.value, guard.quantile)
  const name = `${formatQuantile(guard.quantile)} of ${guard.metric}`
  // In the open bucket the estimate is only the bucket's lower bound, so that it can prove harm but never its absence.
  const value = upper === Number.POSITIVE_INFINITY ? lower : estimate
  if (value === null) return looksMissing(guard, `${name} could not be read`)
  const over = !(value <= guard.above)
  if (!over && upper === Number.POSITIVE_INFINITY) return beyondBuckets(guard, name, lower)
  return guardPart(
    guard,
    over ? 'guard-over-limit' : 'guard-quiet',
    over ? 'fail' : 'pass',
    `Canary ${name} ${formatSeconds(value)} over ${formatDuration(guard.window)} (${formatNumber(total)} requests) ${over ? 'is above' : 'is within'} the limit of ${formatSeconds(guard.above)}`,
    {
      facts: { value, limit: guard.above, total, windowMs: guard.window },
      measurement: canaryOnly('seconds', value, guard.above, total),
    },
  )
}

function quantileAboveBaseline(guard: GuardOf<'quantile-above-baseline'>, evidence: DistributionEvidence): Part {
  const looks = trailingLooks(evidence.looks, guard.window)
  const name = `${formatQuantile(guard.quantile)} of ${guard.metric}`
  if (looks.at(-1)?.control === null) {
    return guardPart(
      guard,
      'guard-no-baseline',
      'inconclusive',
      `Guard ${guard.id} does not apply: no baseline is left to compare ${name} with`,
      { required: false },
    )
  }
  const compared = looks.filter((look) => look.control !== null)
  const experiment = measuredOf(compared, 'experiment')
  const control = measuredOf(compared, 'control')
  const canary = mergeHistograms(experiment.values)
  const baseline = mergeHistograms(control.values)
  const totals = [canary, baseline].map((side) => (side.kind === 'measured' ? side.value.total : 0))
  const unfit = notEnough(guard, Math.min(...totals), compared.length, Math.max(experiment.missing, control.missing))
  if (unfit !== null) return unfit
  if (canary.kind === 'missing') return looksMissing(guard, canary.detail)
  if (baseline.kind === 'missing') return looksMissing(guard, baseline.detail)
  const one = histogramQuantile(canary.value, guard.quantile)
  const two = histogramQuantile(baseline.value, guard.quantile)
  const value = one.upper === Number.POSITIVE_INFINITY ? one.lower : one.estimate
  if (value === null || two.estimate === null || !(two.estimate > 0)) {
    return looksMissing(guard, `${name} of the baseline or the canary could not be read`)
  }
  // A baseline in the open bucket is larger than its estimate: the ratio would be overstated.
  if (two.upper === Number.POSITIVE_INFINITY) return beyondBuckets(guard, `${name} of the baseline`, two.lower)
  const ratio = value / two.estimate
  const over = !(ratio <= guard.ratio)
  if (!over && one.upper === Number.POSITIVE_INFINITY) return beyondBuckets(guard, name, one.lower)
  return guardPart(
    guard,
    over ? 'guard-over-limit' : 'guard-quiet',
    over ? 'fail' : 'pass',
    `Canary ${name} ${formatSeconds(value)} against ${formatSeconds(two.estimate)} of the baseline (${formatRatio(ratio)}) over ${formatDuration(guard.window)} ${over ? 'is above' : 'is within'} the limit of ${formatRatio(guard.ratio)}`,
    {
      facts: { ratio, canary: value, baseline: two.estimate, limit: guard.ratio, windowMs: guard.window },
      measurement: {
        unit: 'seconds',
        control: two.estimate,
        experiment: value,
        difference: ratio,
        differenceKind: 'ratio',
        interval: null,
        limit: guard.ratio,
        controlCount: baseline.value.total,
        experimentCount: canary.value.total,
      },
    },
  )
}

function failingFor(guard: GuardOf<'failing-for'>, evidence: HealthEvidence): Part {
  const newest = evidence.looks.at(-1)
  if (newest === undefined) return looksMissing(guard, 'there is no look yet')
  // Back from the newest look to the last one that was measured healthy; a look without an answer is neither.
  const healthy = evidence.looks.findLastIndex(
    ({ experiment }) => experiment.kind === 'measured' && experiment.value === 1,
  )
  const failing = evidence.looks.slice(healthy + 1).filter(({ experiment }) => experiment.kind === 'measured')
  const [first, last] = [failing[0], failing.at(-1)]
  const lasted = first === undefined || last === undefined ? 0 : last.end - first.start
  const facts = { failingForMs: lasted, limitMs: guard.failingFor }
  if (first !== undefined && !(lasted < guard.failingFor)) {
    return guardPart(
      guard,
      'guard-over-limit',
      'fail',
      `Canary ${guard.metric} has been failing for ${formatDuration(lasted)}, the limit is ${formatDuration(guard.failingFor)}`,
      { facts },
    )
  }
  if (newest.experiment.kind === 'missing') return looksMissing(guard, newest.experiment.detail)
  const quiet = newest.experiment.value === 1
  return guardPart(
    guard,
    quiet ? 'guard-quiet' : 'guard-looks-missing',
    quiet ? 'pass' : 'inconclusive',
    quiet
      ? `Canary ${guard.metric} is healthy`
      : `Canary ${guard.metric} has been failing for ${formatDuration(lasted)}, under the limit of ${formatDuration(guard.failingFor)}`,
    { facts },
  )
}

/** A window that proves nothing: too few observations, or most of its looks without an answer. */
function notEnough(
  guard: Exclude<Guard, { rule: 'failing-for' }>,
  total: number,
  looks: number,
  missing: number,
): Part | null {
  if (!(total >= guard.minTotal)) {
    return guardPart(
      guard,
      'guard-too-few-observations',
      'inconclusive',
      `Guard ${guard.id} saw ${formatNumber(total)} observations of ${guard.metric} over ${formatDuration(guard.window)}, it needs ${guard.minTotal}`,
      { facts: { total, needed: guard.minTotal, missingLooks: missing } },
    )
  }
  return missing * 2 > looks ? looksMissing(guard, `${missing} of ${looks} looks gave no answer`) : null
}

function looksMissing(guard: Guard, detail: string): Part {
  return guardPart(guard, 'guard-looks-missing', 'inconclusive', `Guard ${guard.id} could not be measured: ${detail}`)
}

function beyondBuckets(guard: Guard, name: string, bound: number): Part {
  return guardPart(
    guard,
    'guard-beyond-buckets',
    'inconclusive',
    `Guard ${guard.id} cannot tell: ${name} is beyond the histogram's last bound of ${formatSeconds(bound)}`,
    { facts: { bound } },
  )
}

function canaryOnly(unit: string, experiment: number, limit: number, total: number): Measurement {
  return {
    unit,
    control: null,
    experiment,
    difference: null,
    differenceKind: null,
    interval: null,
    limit,
    controlCount: null,
    experimentCount: total,
  }
}
