import type { DistributionEvidence, HealthEvidence, MetricEvidence, ProportionEvidence } from '../../evidence/index.ts'
import { histogramQuantile, mergeHistograms, sumProportions } from '../../series/index.ts'
import {
  formatDuration,
  formatNumber,
  formatQuantile,
  formatRatio,
  formatSeconds,
  formatShare,
} from '../../units/index.ts'
import type { Fact, Measurement, Part } from '../../verdict/index.ts'
import { blockingQuality } from '../blocking-quality.ts'
import type { Guard } from '../guard.ts'
import { healthStanding } from '../health-standing.ts'
import { isSoundHistogram, isSoundProportion } from '../sound-value.ts'
import { guardPart } from './guard-part.ts'
import { measuredOf, trailingLooks } from './trailing-looks.ts'

type GuardOf<Rule extends Guard['rule']> = Extract<Guard, { rule: Rule }>
type WindowGuard = Exclude<Guard, { rule: 'failing-for' }>

/**
 * Judges a hard rule on the trailing window of its metric's looks, which ends at the newest look and runs across stages.
 *
 * A guard can only roll back: over the limit with enough observations is `fail`, whatever else of the window is missing;
 * within it, with every look of the window measured, is `pass`; everything that keeps it from being measured is
 * `inconclusive`, which blocks a promote and rolls nothing back. Where the rule needs a baseline and none is left, the
 * part is not required.
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
  const { values, missing } = measuredOf(looks, 'experiment', isSoundProportion)
  const { events, total } = sumProportions(values)
  if (!(total > 0 && total >= guard.minTotal)) return tooFew(guard, total, missing)
  const share = events / total
  const counted = `${formatShare(share)} (${formatNumber(events)} of ${formatNumber(total)}) over ${formatDuration(guard.window)}`
  return compared(guard, evidence, {
    standing: share > guard.above ? 'over' : share <= guard.above ? 'within' : 'unknown',
    missing,
    looks: looks.length,
    subject: `Canary ${guard.metric} ${counted}`,
    limit: formatShare(guard.above),
    facts: { share, events, total, limit: guard.above, windowMs: guard.window },
    measurement: canaryOnly('share', share, guard.above, total),
  })
}

function quantileAbove(guard: GuardOf<'quantile-above'>, evidence: DistributionEvidence): Part {
  const looks = trailingLooks(evidence.looks, guard.window)
  const { values, missing } = measuredOf(looks, 'experiment', isSoundHistogram)
  if (values.length === 0) return tooFew(guard, 0, missing)
  const merged = mergeHistograms(values)
  if (merged.kind === 'missing') return notMeasured(guard, merged.detail)
  const { total } = merged.value
  if (!(total > 0 && total >= guard.minTotal)) return tooFew(guard, total, missing)
  const { estimate, upper } = histogramQuantile(merged.value, guard.quantile)
  const name = `${formatQuantile(guard.quantile)} of ${guard.metric}`
  if (estimate === null || !Number.isFinite(estimate)) return notMeasured(guard, `${name} could not be read`)
  const isOpen = upper === Number.POSITIVE_INFINITY
  const standing = standingOf(estimate, guard.above, isOpen)
  if (standing === 'unknown') return beyondBuckets(guard, name, estimate)
  return compared(guard, evidence, {
    standing,
    missing,
    looks: looks.length,
    subject: `Canary ${name} ${isOpen ? 'more than ' : ''}${formatSeconds(estimate)} over ${formatDuration(guard.window)} (${formatNumber(total)} observations)`,
    limit: formatSeconds(guard.above),
    facts: { value: estimate, limit: guard.above, total, windowMs: guard.window },
    measurement: canaryOnly('seconds', estimate, guard.above, total),
  })
}

function quantileAboveBaseline(guard: GuardOf<'quantile-above-baseline'>, evidence: DistributionEvidence): Part {
  const window = trailingLooks(evidence.looks, guard.window)
  const name = `${formatQuantile(guard.quantile)} of ${guard.metric}`
  if (window.at(-1)?.control === null) {
    return guardPart(
      guard,
      'guard-no-baseline',
      'inconclusive',
      `Guard ${guard.id} does not apply: no baseline is left to compare ${name} with`,
      { required: false },
    )
  }
  const looks = window.filter((look) => look.control !== null)
  const experiment = measuredOf(looks, 'experiment', isSoundHistogram)
  const control = measuredOf(looks, 'control', isSoundHistogram)
  const missing = Math.max(experiment.missing, control.missing)
  if (experiment.values.length === 0 || control.values.length === 0) return tooFew(guard, 0, missing)
  const canary = mergeHistograms(experiment.values)
  const baseline = mergeHistograms(control.values)
  if (canary.kind === 'missing') return notMeasured(guard, canary.detail)
  if (baseline.kind === 'missing') return notMeasured(guard, baseline.detail)
  const fewest = Math.min(canary.value.total, baseline.value.total)
  if (!(fewest > 0 && fewest >= guard.minTotal)) return tooFew(guard, fewest, missing)
  const one = histogramQuantile(canary.value, guard.quantile)
  const two = histogramQuantile(baseline.value, guard.quantile)
  if (one.estimate === null || two.estimate === null || !(two.estimate > 0)) {
    return notMeasured(guard, `${name} of the baseline or the canary could not be read`)
  }
  // A baseline in the open bucket is larger than its estimate: the ratio would be overstated.
  if (two.upper === Number.POSITIVE_INFINITY) return beyondBuckets(guard, `${name} of the baseline`, two.lower)
  const ratio = one.estimate / two.estimate
  const isOpen = one.upper === Number.POSITIVE_INFINITY
  const standing = standingOf(ratio, guard.ratio, isOpen)
  if (standing === 'unknown') return beyondBuckets(guard, name, one.lower)
  return compared(guard, evidence, {
    standing,
    missing,
    looks: looks.length,
    subject: `Canary ${name} ${isOpen ? 'more than ' : ''}${formatSeconds(one.estimate)} against ${formatSeconds(two.estimate)} of the baseline (${formatRatio(ratio)}) over ${formatDuration(guard.window)} (${formatNumber(canary.value.total)} against ${formatNumber(baseline.value.total)} observations)`,
    limit: formatRatio(guard.ratio),
    facts: { ratio, canary: one.estimate, baseline: two.estimate, limit: guard.ratio, windowMs: guard.window },
    measurement: {
      unit: 'seconds',
      control: two.estimate,
      experiment: one.estimate,
      difference: ratio,
      differenceKind: 'ratio',
      interval: null,
      limit: guard.ratio,
      controlCount: baseline.value.total,
      experimentCount: canary.value.total,
    },
  })
}

function failingFor(guard: GuardOf<'failing-for'>, evidence: HealthEvidence): Part {
  const standings = evidence.looks.map(({ experiment }) => healthStanding(experiment))
  const newest = standings.at(-1)
  if (newest === undefined) return notMeasured(guard, 'there is no look yet')
  // The span from the first to the last look measured as failing, with no healthy one between. A look without an answer
  // neither begins nor ends it, and does not break it: a canary that fails and falls silent in turns was never healthy.
  const from = standings.indexOf('failing', standings.lastIndexOf('healthy') + 1)
  const [first, last] = from < 0 ? [] : [evidence.looks[from], evidence.looks[standings.lastIndexOf('failing')]]
  const lasted = first === undefined || last === undefined ? 0 : last.end - first.start
  const facts = { failingForMs: lasted, limitMs: guard.failingFor }
  const failing = `Canary ${guard.metric} has been failing for ${formatDuration(lasted)}`
  if (first !== undefined && lasted >= guard.failingFor) {
    const sentence = `${failing}, the limit is ${formatDuration(guard.failingFor)}`
    return guardPart(guard, 'guard-over-limit', 'fail', sentence, { facts })
  }
  if (newest === 'missing') return notMeasured(guard, `the newest look gave no health of ${guard.metric}`)
  if (newest === 'failing') {
    const sentence = `${failing}, under the limit of ${formatDuration(guard.failingFor)}`
    return guardPart(guard, 'guard-failing', 'inconclusive', sentence, { facts })
  }
  return (
    inDoubt(guard, evidence) ??
    guardPart(guard, 'guard-quiet', 'pass', `Canary ${guard.metric} is healthy at the newest look`, { facts })
  )
}

type Standing = 'over' | 'within' | 'unknown'

/** In the open bucket the value is only known to be above its estimate: that can prove harm, but never its absence. */
function standingOf(estimate: number, limit: number, isOpen: boolean): Standing {
  if (isOpen) return estimate >= limit ? 'over' : 'unknown'
  return estimate > limit ? 'over' : estimate <= limit ? 'within' : 'unknown'
}

/** The outcome of a window that was read: harm first, then what keeps it from being quiet. */
function compared(
  guard: WindowGuard,
  evidence: MetricEvidence,
  read: {
    readonly standing: Standing
    readonly missing: number
    readonly looks: number
    readonly subject: string
    readonly limit: string
    readonly facts: Readonly<Record<string, Fact>>
    readonly measurement: Measurement
  },
): Part {
  const { standing, subject, limit, facts, measurement } = read
  if (standing === 'over') {
    const sentence = `${subject} is above the limit of ${limit}`
    return guardPart(guard, 'guard-over-limit', 'fail', sentence, { facts, measurement })
  }
  if (standing === 'unknown') return notMeasured(guard, `${subject} cannot be compared with ${limit}`)
  if (read.missing > 0) {
    return notMeasured(
      guard,
      `${read.missing} of ${read.looks} looks over ${formatDuration(guard.window)} gave no answer`,
    )
  }
  const sentence = `${subject} is within the limit of ${limit}`
  return inDoubt(guard, evidence) ?? guardPart(guard, 'guard-quiet', 'pass', sentence, { facts, measurement })
}

function inDoubt(guard: Guard, evidence: MetricEvidence): Part | null {
  const doubt = blockingQuality(evidence.quality)
  return doubt === null
    ? null
    : guardPart(
        guard,
        'guard-source-quality',
        'inconclusive',
        `Guard ${guard.id} could not be measured: the source is in doubt (${doubt.code}, ${doubt.detail})`,
        { facts: { quality: doubt.code } },
      )
}

function tooFew(guard: WindowGuard, total: number, missing: number): Part {
  const silent = missing > 0 ? `, ${missing} looks gave no answer` : ''
  return guardPart(
    guard,
    'guard-too-few-observations',
    'inconclusive',
    `Guard ${guard.id} saw ${formatNumber(total)} observations of ${guard.metric} over ${formatDuration(guard.window)}, it needs ${formatNumber(guard.minTotal)}${silent}`,
    { facts: { total, needed: guard.minTotal, missingLooks: missing } },
  )
}

function notMeasured(guard: Guard, detail: string): Part {
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
