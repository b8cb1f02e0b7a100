import { adjustedLogEValues } from '../../sequential/index.ts'
import type { MetricState } from './metric-state.ts'
import type { SequentialSettings, SequentialState } from './sequential-canary.ts'
import { metricWeights, type SequentialMetric } from './sequential-metric.ts'

/**
 * Where a metric stands, worst first:
 * - `harmful`: the combined evidence of harm has crossed, and closed testing lays it on this metric;
 * - `not-measured`: the newest look, or more than one look in twenty, lacks a side;
 * - `too-few-looks`; `too-few-observations` of a side;
 * - `coarse-buckets`: nearly all of the baseline lies in one bucket, which can show no shift;
 * - `constant`: a gauge that was equal on both sides at every look, of which there were ten: nothing varies, so that nothing can be
 *   shown, and nothing differs;
 * - `non-inferior`: shown to stay within the margin;
 * - `undecided`: not shown yet.
 */
export type MetricStanding =
  | 'harmful'
  | 'not-measured'
  | 'too-few-looks'
  | 'too-few-observations'
  | 'coarse-buckets'
  | 'constant'
  | 'non-inferior'
  | 'undecided'

export interface CanaryStanding {
  /** The evidence of harm over all metrics has crossed 1/alpha at some look. */
  readonly isHarmed: boolean
  /** The traffic was not split as configured. */
  readonly isSplitWrong: boolean
  /** In the order of the metrics. */
  readonly metrics: readonly MetricStanding[]
  /** No harm, the split as configured, and all required metrics non-inferior. */
  readonly isPromotable: boolean
}

/** Of the looks, this share may lack a side. */
const missingShareAllowed = 0.05

/** Fewest looks at which a gauge is said to be constant. */
const constantLooks = 10

/** Nearly all: a shift by one standard deviation of what such a bucket holds is not seen. */
const coarseShare = 0.8

/** Chance of a false alarm about the split, and how far the shares must be apart to matter. */
const splitAlpha = 0.001
const splitTolerance = 0.05

/** What a canary's evidence comes to at this look. Anything that is not proven good is not good. */
export function canaryStanding(settings: SequentialSettings, state: SequentialState): CanaryStanding {
  const isHarmed = state.harmedAt !== null
  const isSplitWrong = splitIsWrong(state)
  const blamed = isHarmed ? blamedMetrics(settings, state) : new Set<number>()
  const metrics = settings.metrics.map((metric, at): MetricStanding => {
    const seen = state.metrics[at]
    if (seen === undefined) return 'not-measured'
    return blamed.has(at) ? 'harmful' : metricStanding(metric, seen, settings)
  })
  const required = metrics.filter((_, at) => settings.metrics[at]?.required === true)
  const isPromotable =
    !isHarmed &&
    !isSplitWrong &&
    required.length > 0 &&
    required.every((standing) => standing === 'non-inferior' || standing === 'constant')
  return { isHarmed, isSplitWrong, metrics, isPromotable }
}

function metricStanding(
  metric: SequentialMetric,
  { presence, buckets, beyondBuckets, claim, totals, directions }: MetricState,
  { minLooks, promoteAlpha }: SequentialSettings,
): MetricStanding {
  const { measured, missing, missingInARow, inStage } = presence
  const looks = measured + missing
  if (!(missingInARow === 0 && missing <= missingShareAllowed * looks)) return 'not-measured'
  const inStageAllowed = Math.max(1, missingShareAllowed * (inStage.measured + inStage.missing))
  if (!(inStage.measured > 0 && inStage.missing <= inStageAllowed)) return 'not-measured'
  if (!(measured >= minLooks)) return 'too-few-looks'
  if (!(Math.min(totals.control.total, totals.experiment.total) >= (metric.minTotal ?? 1)))
    return 'too-few-observations'
  if (metric.kind === 'distribution' && areCoarse(buckets, beyondBuckets)) return 'coarse-buckets'
  if (claim.maxLogE >= -Math.log(promoteAlpha)) return 'non-inferior'
  const isEqual = totals.control.events === totals.experiment.events
  // Nothing is relative to 0, and a query that finds nothing may say 0 as well: only an absolute margin makes it an answer.
  const isAnswer = totals.control.events !== 0 || metric.margin.absolute > 0
  return isConstant(directions, measured) && isEqual && isAnswer ? 'constant' : 'undecided'
}

function isConstant(directions: MetricState['directions'], measured: number): boolean {
  const [first] = directions
  return (
    first?.kind === 'gauge' &&
    measured >= constantLooks &&
    first.center.seen?.differences.length === measured &&
    first.center.seen.differences.every((difference) => difference === 0)
  )
}

function areCoarse(buckets: MetricState['buckets'], beyond: number): boolean {
  const total = buckets.reduce((sum, { count }) => sum + count, beyond)
  // What lies beyond the last bound may be anything: less of it is enough to hide a shift.
  const isOpen = !(beyond < (1 - coarseShare) * total)
  const isNarrow = !(Math.max(...buckets.map(({ count }) => count)) < coarseShare * total)
  return buckets.length > 0 && (isOpen || isNarrow)
}

function splitIsWrong({ split, splitCounts }: SequentialState): boolean {
  if (split === null) return false
  const { control, experiment, expected } = splitCounts
  const rest = control + experiment - expected
  const isFar = !(
    Math.abs(experiment - expected) <= splitTolerance * expected || Math.abs(control - rest) <= 0.005 * rest
  )
  return split.maxLogE >= -Math.log(splitAlpha) && isFar
}

/** The metrics that closed testing rejects; where it rejects none alone, the one with the most weighted evidence. */
function blamedMetrics({ metrics, alpha }: SequentialSettings, state: SequentialState): ReadonlySet<number> {
  const weighed = metricWeights(metrics).flatMap((weight, at) =>
    weight > 0 ? [{ at, weight, logE: state.metrics[at]?.harm.maxLogE ?? 0 }] : [],
  )
  if (weighed.length === 0) return new Set()
  const adjusted = adjustedLogEValues(
    weighed.map(({ logE }) => logE),
    weighed.map(({ weight }) => weight),
  )
  const rejected = weighed.filter((_, place) => (adjusted[place] ?? 0) >= -Math.log(alpha))
  if (rejected.length > 0) return new Set(rejected.map(({ at }) => at))
  const heaviest = weighed.reduce((most, one) =>
    one.logE + Math.log(one.weight) > most.logE + Math.log(most.weight) ? one : most,
  )
  return new Set([heaviest.at])
}
