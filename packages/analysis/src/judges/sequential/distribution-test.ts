import type { Histogram } from '../../evidence/index.ts'
import { combineLogEValues } from '../../sequential/index.ts'
import type { Margin } from '../../units/index.ts'
import type { Samples } from './canary-look.ts'
import { noCounts, testCounts, type CountTest } from './count-test.ts'
import {
  residualsFrom,
  testDifference,
  usualEffect,
  type DifferenceLimits,
  type DifferenceTest,
} from './difference-test.ts'
import { summarise, type DistributionSummary } from './distribution-summary.ts'
import { raised } from './evidence-level.ts'
import { logBound } from './gauge-scale.ts'
import { exceedanceCounts } from './learnt-noise.ts'
import { added, signsOf, type DirectionTest, type MetricContext, type MetricState } from './metric-state.ts'
import { swapped } from './rates-test.ts'
import { tailThresholds, type TailThreshold } from './tail-thresholds.ts'

type DistributionDirection = Extract<DirectionTest, { kind: 'distribution' }>

/** Fewest observations of a side that a mean is taken of. */
const leastObservations = 10

/**
 * What the difference of mean logarithms is assumed to vary by in the long run beyond sampling, where no A/A data say so: 4 %
 * from look to look. More than that is heard from the tenth look on.
 */
const assumedVariance = 0.04 ** 2

/** What the mean and each tail count in the evidence of a distribution; what tails are missing goes to none. */
const centerWeight = 0.4
const tailWeight = 0.2

/** A tail is unacceptably heavier where it holds so many times the observations. */
const tailMargin = 2

/** Fewest exceedances of both sides in a look that a claim about a tail is asked of. */
const claimableExceedances = 8

/**
 * One more look at observations: the mean of their logarithms and the shares beyond the baseline's tail thresholds. Harm may
 * show in any of them; the claim is made about the mean and about the rarest tail that looks of this size can tell about.
 *
 * @returns a sentence where the look cannot be used.
 */
export function testDistribution(
  state: MetricState,
  control: Histogram | Samples,
  experiment: Histogram | Samples,
  stage: number,
  context: MetricContext,
): MetricState | string {
  const one = summarise(control)
  const two = summarise(experiment)
  if (two === null) return 'canary: too many observations are not finite and above 0'
  if (one === null) return 'baseline: too many observations are not finite and above 0'
  if (two.count === 0) return 'canary: no observations'
  if (one.count === 0) return 'baseline: no observations'
  const learnt = context.learnt?.kind === 'distribution' ? context.learnt : null
  const thresholds = state.thresholds ?? learnt?.tails.map(({ threshold }) => threshold) ?? null
  const chosen = learnt === null ? completed(thresholds ?? [], control, state) : (thresholds ?? [])
  const claimedTail = state.claimedTail ?? claimedTailOf(chosen, one.count + two.count)
  // A claim about the mean alone would be another one once a tail is found: it waits for one, as long as one may be found.
  const isTailAwaited = claimedTail === null && awaitsTail(state)
  const waiting = state.pending?.stage === stage ? state.pending : null
  const joined = { stage, control: joint(waiting?.control, one), experiment: joint(waiting?.experiment, two) }
  const isEnough = Math.min(joined.control.count, joined.experiment.count) >= leastObservations
  const within = {
    squares: state.within.squares + one.squares + two.squares,
    freedom: state.within.freedom + one.count + two.count - 2,
  }
  // Pooled over looks: in skewed data a look's own variance goes with its mean and would pull its weight.
  const variance =
    (within.freedom > 0 ? within.squares / within.freedom : 0) *
    (1 / joined.control.count + 1 / joined.experiment.count)
  const difference = joined.experiment.sum / joined.experiment.count - joined.control.sum / joined.control.count
  const level = state.level ?? Math.exp(one.sum / one.count)
  const directions = state.directions.map((direction, at): DirectionTest => {
    if (direction.kind !== 'distribution') return direction
    const sign = signsOf(context.metric)[at] ?? 1
    const center = isEnough
      ? testDifference(
          direction.center,
          { difference: sign * difference, variance },
          centerLimits(context, sign, level, learnt?.extraVariance ?? null),
        )
      : direction.center
    const tails = (thresholds ?? []).map((threshold, tail) => {
      const before = direction.tails[tail] ?? noCounts
      const counts = exceedanceCounts({ control, experiment }, { control: one.count, experiment: two.count }, threshold)
      if (counts === null) return before
      const tolerance = toleratedTail(context, threshold, level)
      return testCounts(before, sign === 1 ? counts : swapped(counts), {
        tolerance,
        margin: tail === claimedTail ? Math.max(tailMargin, 1.5 * tolerance) : null,
        noise: learnt?.tails[tail]?.noise ?? null,
      })
    })
    return withLevels(direction, center, tails, isTailAwaited ? 'awaited' : claimedTail)
  })
  return {
    ...state,
    totals: {
      control: added(state.totals.control, { events: one.sum, total: one.count }),
      experiment: added(state.totals.experiment, { events: two.sum, total: two.count }),
    },
    within,
    level,
    pending: isEnough ? null : joined,
    thresholds: chosen,
    claimedTail,
    buckets: 'samples' in control ? [] : bucketTotals(state.buckets, control),
    beyondBuckets: state.beyondBuckets + ('samples' in control ? 0 : beyondLast(control)),
    directions,
  }
}

/**
 * Tolerance and margin of the mean logarithm.
 *
 * @param level - geometric mean of the baseline, which absolute limits are taken relative to.
 */
export function centerLimits(
  { metric, levelSd }: Pick<MetricContext, 'metric' | 'levelSd'>,
  sign: 1 | -1,
  level: number,
  learntVariance: number | null,
): DifferenceLimits {
  const margin = logBound(relativeSize(metric.margin, level), sign)
  return {
    tolerance: logBound(relativeSize(metric.tolerance, level), sign),
    margin: margin > 0 ? margin : null,
    harmScale: usualEffect,
    claimScale: margin > 0 ? margin : usualEffect,
    extraVariance: learntVariance ?? assumedVariance,
    residualsFrom: learntVariance === null ? residualsFrom.assumed : residualsFrom.learnt,
    levelSd,
  }
}

/** A limit relative to the baseline's level: the larger of its two parts. */
export function relativeSize({ absolute, relative }: Margin, level: number): number {
  return Math.max(relative, absolute > 0 && level > 0 ? absolute / level : 0)
}

/**
 * How much heavier a tail may be: a tolerated shift moves about three times its size of the observations over a bound, and
 * one of the machines as much, more the farther out the bound lies.
 */
function toleratedTail({ metric, levelSd }: MetricContext, { share }: TailThreshold, level: number): number {
  const steepness = share > 0.05 ? 3 : 4.5
  return Math.max(1 + 3 * relativeSize(metric.tolerance, level), Math.exp(2 * levelSd * steepness))
}

/** The rarest tail with enough observations in a look; the commonest where none has. */
function claimedTailOf(thresholds: readonly TailThreshold[], observations: number): number | null {
  if (thresholds.length === 0) return null
  return Math.max(
    0,
    thresholds.findLastIndex(({ share }) => share * observations >= claimableExceedances),
  )
}

function withLevels(
  before: DistributionDirection,
  center: DifferenceTest,
  tails: readonly CountTest[],
  claimedTail: number | null | 'awaited',
): DistributionDirection {
  const tests = [
    { weight: centerWeight, harm: center.harm },
    ...tails.map(({ harm }) => ({ weight: tailWeight, harm })),
  ]
  // Weights are those of three tails whatever their number: one that is chosen later, or missing, stands at 1.
  const rest = centerWeight + 3 * tailWeight - tests.reduce((sum, { weight }) => sum + weight, 0)
  const logE = combineLogEValues(
    [...tests.map(({ harm }) => harm.logE), ...(rest > 1e-9 ? [0] : [])],
    [...tests.map(({ weight }) => weight), ...(rest > 1e-9 ? [rest] : [])],
  )
  const tail = typeof claimedTail === 'number' ? (tails[claimedTail] ?? noCounts) : null
  return {
    ...before,
    center,
    tails,
    harm: raised(before.harm, logE),
    claim:
      claimedTail === 'awaited'
        ? before.claim
        : {
            logE: Math.min(center.claim.logE, tail?.claim.logE ?? Number.POSITIVE_INFINITY),
            maxLogE: Math.min(center.claim.maxLogE, tail?.claim.maxLogE ?? Number.POSITIVE_INFINITY),
          },
  }
}

function joint(before: DistributionSummary | undefined, more: DistributionSummary): DistributionSummary {
  return before === undefined
    ? more
    : {
        count: before.count + more.count,
        sum: before.sum + more.sum,
        squares: before.squares + more.squares,
      }
}

/**
 * The thresholds with those that earlier looks were too small to offer; they are counted from the next look on, so that no look
 * chooses its own yardstick. Histograms offer what all looks so far hold together.
 */
function completed(
  thresholds: readonly TailThreshold[],
  control: Histogram | Samples,
  state: MetricState,
): readonly TailThreshold[] {
  if (thresholds.length >= mostTails || (thresholds.length === 0 && !awaitsTail(state))) return thresholds
  const offered = tailThresholds([
    'samples' in control ? control : together(bucketTotals(state.buckets, control), control),
  ])
  const rarest = Math.min(1, ...thresholds.map(({ share }) => share))
  return [...thresholds, ...offered.filter(({ share }) => share < rarest / 2)].slice(0, mostTails)
}

/** Looks in which a tail may be found; a distribution that has none by then, all values being equal, has none. */
const tailLooks = 10

function awaitsTail({ presence }: MetricState): boolean {
  return presence.measured < tailLooks
}

/** Thresholds about p90, p99 and p99.9. */
const mostTails = 3

function together(totals: MetricState['buckets'], control: Histogram): Histogram {
  const open = { upperBound: Number.POSITIVE_INFINITY, count: beyondLast(control) }
  const buckets = [...totals, open]
  return { buckets, total: buckets.reduce((sum, { count }) => sum + count, 0) }
}

function beyondLast({ buckets }: Histogram): number {
  return buckets.reduce((sum, { upperBound, count }) => sum + (Number.isFinite(upperBound) ? 0 : count), 0)
}

function bucketTotals(before: MetricState['buckets'], { buckets }: Histogram): MetricState['buckets'] {
  const finite = buckets.filter(({ upperBound }) => Number.isFinite(upperBound))
  // As good as always the bounds stay what they were.
  if (finite.length === before.length && finite.every(({ upperBound }, at) => before[at]?.upperBound === upperBound))
    return before.map(({ upperBound, count }, at) => ({ upperBound, count: count + (finite[at]?.count ?? 0) }))
  const counts = new Map(before.map(({ upperBound, count }) => [upperBound, count]))
  for (const { upperBound, count } of finite) counts.set(upperBound, (counts.get(upperBound) ?? 0) + count)
  return [...counts].map(([upperBound, count]) => ({ upperBound, count }))
}
