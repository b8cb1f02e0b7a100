import type { Proportion } from '../../evidence/index.ts'
import type { ExposedCounts } from '../../sequential/index.ts'
import type { Rate } from './canary-look.ts'
import { testCounts } from './count-test.ts'
import { residualsFrom, testDifference, type DifferenceTest } from './difference-test.ts'
import { added, signsOf, type DirectionTest, type MetricContext, type MetricState } from './metric-state.ts'
import type { SequentialMetric } from './sequential-metric.ts'

/** One more look at a share. */
export function testProportion(
  state: MetricState,
  control: Proportion,
  experiment: Proportion,
  context: MetricContext,
): MetricState {
  const exposed = (one: Proportion, two: Proportion): ExposedCounts => ({
    control: one.events,
    experiment: two.events,
    controlExposure: one.total,
    experimentExposure: two.total,
  })
  // Where fewer events are harm, what did not happen is counted: failures in place of successes.
  const others = ({ events, total }: Proportion): Proportion => ({ events: total - events, total })
  const tested = testRates(state, context, {
    up: exposed(control, experiment),
    down: exposed(others(control), others(experiment)),
    variance: (rate) => rate * Math.max(0, 1 - rate),
    isShare: true,
  })
  return {
    ...tested,
    totals: { control: added(state.totals.control, control), experiment: added(state.totals.experiment, experiment) },
  }
}

/** One more look at events during an exposure. */
export function testRate(state: MetricState, control: Rate, experiment: Rate, context: MetricContext): MetricState {
  const up = {
    control: control.events,
    experiment: experiment.events,
    controlExposure: control.exposure,
    experimentExposure: experiment.exposure,
  }
  const tested = testRates(state, context, { up, down: up, variance: (rate) => rate, isShare: false })
  return {
    ...tested,
    totals: {
      control: added(state.totals.control, { events: control.events, total: control.exposure }),
      experiment: added(state.totals.experiment, { events: experiment.events, total: experiment.exposure }),
    },
  }
}

/**
 * Events out of exposures. Harm is a ratio of rates above the tolerance; the claim is a difference of rates below the margin,
 * with weights from the baseline's earlier looks, because a look's own counts would pull its weight.
 */
function testRates(
  state: MetricState,
  { metric, learnt }: MetricContext,
  counted: {
    readonly up: ExposedCounts
    readonly down: ExposedCounts
    readonly variance: (rate: number) => number
    readonly isShare: boolean
  },
): MetricState {
  const known = learnt?.kind === 'counts' ? learnt : null
  const { up } = counted
  if (!(up.controlExposure > 0 && up.experimentExposure > 0)) return state
  const seen = {
    events: state.base.events + (known?.events ?? 0),
    exposure: state.base.exposure + (known?.exposure ?? 0),
  }
  const directions = state.directions.map((direction, at): DirectionTest => {
    if (direction.kind !== 'counts') return direction
    const isDown = signsOf(metric)[at] === -1
    const counts = isDown ? (counted.isShare ? counted.down : swapped(up)) : up
    const expected = isDown && counted.isShare ? { ...seen, events: seen.exposure - seen.events } : seen
    const rate = expected.exposure > 0 ? expected.events / expected.exposure : 0
    // Limits are relative to the events that the metric counts, whichever are counted here.
    const limits = isDown && counted.isShare ? ofOthers(metric, 1 - rate) : metric
    const harmTest = testCounts(direction.harmTest, counts, {
      tolerance: toleratedRatio(limits, rate, isDown && !counted.isShare),
      margin: null,
      noise: known?.noise ?? null,
      // Of a thousand requests of which most succeed, the number that does hardly varies.
      thinning: counted.isShare ? Math.max(1 - rate, 1e-3) : 1,
    })
    const claimTest = claimRates(direction.claimTest, isDown && counted.isShare ? counts : up, {
      metric: limits,
      sign: isDown && !counted.isShare ? -1 : 1,
      expected,
      variance: counted.variance,
      extraVariance: known?.differenceVariance ?? 'residual',
    })
    return { ...direction, harmTest, claimTest, harm: harmTest.harm, claim: claimTest.claim }
  })
  // For display a look may weigh by its own counts: no boundary rests on it.
  const events = seen.events + up.control + up.experiment
  const exposure = seen.exposure + up.controlExposure + up.experimentExposure
  const weight = 1 / rateVariance(events / exposure, up, counted.variance)
  const difference = up.experiment / up.experimentExposure - up.control / up.controlExposure
  return {
    ...state,
    rateDifference: {
      score: state.rateDifference.score + weight * difference,
      information: state.rateDifference.information + weight,
    },
    base: { events: state.base.events + up.control, exposure: state.base.exposure + up.controlExposure },
    directions,
  }
}

/** Variance of a look's difference of rates; where no event was seen yet, as if half of one had been. */
function rateVariance(
  rate: number,
  { controlExposure, experimentExposure }: ExposedCounts,
  variance: (rate: number) => number,
): number {
  const least = 0.5 / (controlExposure + experimentExposure)
  return Math.max(variance(Math.max(rate, least)), 1e-12) * (1 / controlExposure + 1 / experimentExposure)
}

/** The ratio of rates that is tolerated. An absolute tolerance counts relative to the rate that is expected. */
function toleratedRatio({ tolerance }: SequentialMetric, rate: number, isInverse: boolean): number {
  const relative = Math.max(tolerance.relative, tolerance.absolute > 0 && rate > 0 ? tolerance.absolute / rate : 0)
  return isInverse ? 1 / (1 - Math.min(relative, 0.99)) : 1 + relative
}

/** Canary and baseline with their roles changed: fewer events are then harm. */
export function swapped(counts: ExposedCounts): ExposedCounts {
  return {
    control: counts.experiment,
    experiment: counts.control,
    controlExposure: counts.experimentExposure,
    experimentExposure: counts.controlExposure,
  }
}

function claimRates(
  state: DifferenceTest,
  counts: ExposedCounts,
  given: {
    readonly metric: SequentialMetric
    readonly sign: 1 | -1
    readonly expected: { readonly events: number; readonly exposure: number }
    readonly variance: (rate: number) => number
    readonly extraVariance: number | 'residual'
  },
): DifferenceTest {
  const { metric, sign, expected } = given
  // The weights need a rate to expect: the first look without history only teaches it.
  if (!(expected.exposure > 0)) return state
  const rate = expected.events / expected.exposure
  const { absolute, relative } = metric.margin
  const isRelative = relative * rate > absolute
  const margin = isRelative ? relative * rate : absolute
  if (!(margin > 0)) return state
  const experimentRate = counts.experiment / counts.experimentExposure
  const controlRate = counts.control / counts.controlExposure
  const bound = isRelative ? relative * controlRate : absolute
  const variance =
    given.variance(rate + sign * margin) / counts.experimentExposure +
    (given.variance(rate) * (isRelative ? (1 + sign * relative) ** 2 : 1)) / counts.controlExposure
  return testDifference(
    state,
    { difference: sign * (experimentRate - controlRate) - bound, variance: Math.max(variance, 1e-300) },
    {
      tolerance: null,
      margin: 0,
      harmScale: margin,
      claimScale: margin,
      extraVariance: atMargin(given.extraVariance, rate, rate + sign * margin),
      residualsFrom: given.extraVariance === 'residual' ? residualsFrom.assumed : residualsFrom.learnt,
      levelSd: 0,
    },
  )
}

/**
 * Bursts multiply a rate: what the difference varies by is, at the margin, more on the canary's side than in A/A data, where both
 * sides had the same rate. Twice as much is the most that is reckoned with: beyond that the error of what was learnt would be
 * multiplied.
 */
function atMargin(learnt: number | 'residual', rate: number, unacceptable: number): number | 'residual' {
  if (learnt === 'residual' || !(rate > 0)) return learnt
  return Math.min(2, (1 + (unacceptable / rate) ** 2) / 2) * learnt
}

/** Limits of a share as those of what is left to one: as absolute differences. */
function ofOthers(metric: SequentialMetric, rate: number): SequentialMetric {
  const absolute = (limit: SequentialMetric['margin']): SequentialMetric['margin'] => ({
    absolute: Math.max(limit.absolute, limit.relative * rate),
    relative: 0,
  })
  return { ...metric, tolerance: absolute(metric.tolerance), margin: absolute(metric.margin) }
}
