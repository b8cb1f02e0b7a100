import { invalidArgument } from '../errors.ts'
import type { Metric } from '../judges/index.ts'
import type { Margin } from '../units/index.ts'
import {
  eventInformation,
  meanInformation,
  readingInformation,
  shareInformation,
  type LookSizes,
} from './look-information.ts'
import type { UnknownNoise } from './unknown-noise.ts'

/** What is reckoned with where the policy says nothing. */
const usual = {
  expected: { bad: 0.01, good: 0.99 },
  logSpread: 0.6,
  readingSpread: 0.05,
  autocorrelation: 0.5,
} as const

/** A value that a plan rests on and that only measuring would show. */
export interface PlanAssumption {
  readonly metric: string
  /** Share of events, standard deviation of the logarithm, or standard deviation of readings relative to their level. */
  readonly quantity: 'expected' | 'log-spread' | 'reading-spread'
  readonly value: number
  /** False where nobody said it and the usual value stands in. */
  readonly declared: boolean
}

/** One thing that has to be shown of a good canary, on the scale of its boundary; the effect is also its tau. */
export interface PlannedMargin {
  readonly effect: number
  readonly tau: number
  /** `null` where the noise is known, or assumed. */
  readonly noise: UnknownNoise | null
  /** Variance of a lasting difference between the sides' machines. */
  readonly levelVariance: number
  /** Looks before which the noise is not known well enough. */
  readonly leastLooks: number
  readonly information: (sizes: LookSizes) => number
}

/** A metric as its planning needs it: effects on the scale of its boundary, and what a look says about them. */
export interface PlannedMetric {
  readonly id: string
  /** Place in the plan's list of metrics. */
  readonly index: number
  readonly kind: 'proportion' | 'distribution' | 'gauge'
  readonly required: boolean
  readonly minTotal: number
  readonly assumption: PlanAssumption
  /** 2 where an increase and a decrease are both harm: the error is shared between them, and both must be ruled out. */
  readonly sides: 1 | 2
  readonly harm: {
    readonly tau: number
    readonly noise: UnknownNoise | null
    readonly levelVariance: number
    /** Ratios of experiment to control that people ask about. */
    readonly ratios: readonly number[]
    /** The ratio farthest from 1 that is asked about: a search ends there. */
    readonly mostRatio: number
    /** How far beyond the tolerance a ratio lies; 0 or less within it. */
    readonly effectOf: (ratio: number) => number
    readonly information: (sizes: LookSizes, ratio: number) => number
  }
  /** Relative to the baseline or, of a proportion, as a difference of shares. */
  readonly margin: number
  /** All of them have to be shown. */
  readonly margins: readonly PlannedMargin[]
}

interface Given {
  readonly perLook: number
  readonly history: boolean
  readonly levelVariance: number
}

type Compared = Exclude<Metric, { readonly kind: 'health' }>
type Of<Kind extends Compared['kind']> = Extract<Compared, { readonly kind: Kind }>

/** Size of relative effects that a boundary is tightest for. */
const usualEffect = Math.log(1.1)
/** Long-run variance of the difference of mean logarithms that the judge assumes beside sampling where no history tells it. */
const assumedVariance = 0.04 ** 2
/** Looks that it waits for until it takes the variance of a difference of shares from them. */
const residualLooks = 10
/** Nobody asks about worse. */
const farthest = 1e6

/**
 * A metric ready for planning, or the reason why it cannot be planned.
 *
 * @param given.perLook - observations of both sides in a look.
 * @param given.levelVariance - of a lasting difference between the sides' machines, on the logarithm.
 * @param given.history - whether the noise is known from looks at two equal sides.
 * @throws AnalysisError `invalid-argument` for expected values out of range.
 */
export function plannedMetric(metric: Compared, index: number, given: Given): PlannedMetric | string {
  if (metric.kind === 'proportion') return plannedProportion(metric, index, given)
  if (metric.margin.relative === 0) return 'its margin is not relative to the baseline, whose level is not known'
  return metric.kind === 'distribution' ? plannedDistribution(metric, index, given) : plannedGauge(metric, index, given)
}

/** What is harmful is counted: events, or where fewer of them are harm, what is none. */
function plannedProportion(metric: Of<'proportion'>, index: number, { history }: Given): PlannedMetric {
  const isDown = metric.harm === 'decrease'
  const expected = inRange(metric.expected ?? usual.expected[isDown ? 'good' : 'bad'], `expected of ${metric.id}`, 0, 1)
  const share = isDown ? 1 - expected : expected
  /** The ratio of what is harmful, of the metric's own; and back. */
  const harmful = (ratio: number): number => (isDown ? (1 - expected * ratio) / share : ratio)
  const own = (ratio: number): number => (isDown ? (1 - share * ratio) / expected : ratio)
  const part = (size: Margin): number => Math.max(size.absolute / share, size.relative)
  const limit = 1 + part(metric.tolerance)
  const margin = share * part(metric.margin)
  return {
    ...named(metric, index),
    kind: 'proportion',
    minTotal: metric.minTotal,
    assumption: assumed(metric.id, 'expected', expected, metric.expected),
    harm: {
      tau: Math.log(3),
      noise: history ? null : 'counts',
      levelVariance: 0,
      ratios: [2, 5].filter((ratio) => share * ratio <= 1).map((ratio) => own(ratio)),
      mostRatio: own(1 / share),
      effectOf: (ratio) => Math.log(harmful(ratio) / limit),
      information: (sizes, ratio) => eventInformation({ ...sizes, share, ratio: harmful(ratio), limit }),
    },
    margin,
    margins: [
      {
        effect: margin,
        tau: margin,
        noise: null,
        levelVariance: 0,
        leastLooks: history ? 1 : residualLooks,
        information: (sizes) => shareInformation({ ...sizes, share, margin }),
      },
    ],
  }
}

function plannedDistribution(metric: Of<'distribution'>, index: number, given: Given): PlannedMetric {
  const deviation = inRange(metric.spread ?? usual.logSpread, `spread of ${metric.id}`, 0, 100)
  const margin = Math.log1p(metric.margin.relative)
  const { levelVariance } = given
  const extraVariance = given.history ? 0 : assumedVariance
  const information = (sizes: LookSizes): number => 1 / (1 / meanInformation({ ...sizes, deviation }) + extraVariance)
  const sign = metric.harm === 'decrease' ? -1 : 1
  return {
    ...named(metric, index),
    kind: 'distribution',
    minTotal: metric.minTotal,
    assumption: assumed(metric.id, 'log-spread', deviation, metric.spread),
    harm: {
      tau: usualEffect,
      noise: null,
      levelVariance,
      ratios: relativeRatios(sign),
      mostRatio: farthest ** sign,
      effectOf: (ratio) => sign * Math.log(ratio) - Math.log1p(metric.tolerance.relative),
      information,
    },
    margin: metric.margin.relative,
    margins: [
      { effect: margin, tau: margin, noise: null, levelVariance, leastLooks: 1, information },
      heaviestTail(given),
    ],
  }
}

/** Beside its mean a distribution shows that the rarest tail with some observations in a look is not twice as heavy. */
function heaviestTail({ perLook, history }: Given): PlannedMargin {
  const share = [0.001, 0.01].find((one) => one * perLook >= 8) ?? 0.1
  return {
    effect: Math.log(2),
    tau: Math.log(3),
    noise: history ? null : 'counts',
    levelVariance: 0,
    leastLooks: 1,
    information: (sizes) => eventInformation({ ...sizes, share, ratio: 1, limit: 2 }),
  }
}

function plannedGauge(metric: Of<'gauge'>, index: number, { history }: Given): PlannedMetric {
  const deviation = inRange(metric.spread ?? usual.readingSpread, `spread of ${metric.id}`, 0, 100)
  const margin = metric.margin.relative
  const noise = history ? null : 'readings'
  const information = (): number => readingInformation({ deviation, autocorrelation: usual.autocorrelation })
  const sign = metric.harm === 'decrease' ? -1 : 1
  return {
    ...named(metric, index),
    kind: 'gauge',
    minTotal: 0,
    assumption: assumed(metric.id, 'reading-spread', deviation, metric.spread),
    harm: {
      tau: usualEffect,
      noise,
      levelVariance: 0,
      ratios: relativeRatios(sign),
      mostRatio: sign > 0 ? farthest : 0,
      effectOf: (ratio) => sign * (ratio - 1) - metric.tolerance.relative,
      information,
    },
    margin,
    margins: [{ effect: margin, tau: margin, noise, levelVariance: 0, leastLooks: 1, information }],
  }
}

function relativeRatios(sign: 1 | -1): readonly number[] {
  return sign > 0 ? [1.1, 1.3] : [0.9, 0.7]
}

function named({ id, required, harm }: Compared, index: number) {
  return { id, index, required, sides: harm === 'either' ? 2 : 1 } as const
}

function assumed(
  metric: string,
  quantity: PlanAssumption['quantity'],
  value: number,
  given: number | undefined,
): PlanAssumption {
  return { metric, quantity, value, declared: given !== undefined }
}

function inRange(value: number, name: string, above: number, below: number): number {
  if (!(value > above && value < below))
    throw invalidArgument(name, `a number above ${above} and below ${below}`, String(value))
  return value
}
