import type { Proportion } from '../../evidence/index.ts'
import type { Score } from '../../sequential/index.ts'
import { noCounts, type CountTest } from './count-test.ts'
import { noDifference, type DifferenceTest } from './difference-test.ts'
import type { DistributionSummary } from './distribution-summary.ts'
import { noEvidence, type EvidenceLevel } from './evidence-level.ts'
import type { GaugeScale } from './gauge-scale.ts'
import type { LearntNoise } from './learnt-noise.ts'
import type { SequentialMetric } from './sequential-metric.ts'
import type { TailThreshold } from './tail-thresholds.ts'

/** How often a metric was measured, and what it lacked. */
export interface Presence {
  /** Looks with both sides. */
  readonly measured: number
  /** Looks without one of them. */
  readonly missing: number
  /** Of the newest looks, how many in a row lack one. */
  readonly missingInARow: number
  /** What the newest such look lacked. */
  readonly detail: string | null
  /** The same of the newest look's stage alone: what earlier stages had does not make up for it. */
  readonly inStage: { readonly stage: number; readonly measured: number; readonly missing: number }
}

/** Evidence about one direction of harm. */
export type DirectionTest =
  | {
      readonly kind: 'counts'
      readonly harmTest: CountTest
      readonly claimTest: DifferenceTest
      readonly harm: EvidenceLevel
      readonly claim: EvidenceLevel
    }
  | {
      readonly kind: 'distribution'
      readonly center: DifferenceTest
      /** In the order of the thresholds. */
      readonly tails: readonly CountTest[]
      readonly harm: EvidenceLevel
      readonly claim: EvidenceLevel
    }
  | {
      readonly kind: 'gauge'
      readonly center: DifferenceTest
      readonly harm: EvidenceLevel
      readonly claim: EvidenceLevel
    }

/** All that a metric remembers: plain numbers, to be stored as JSON. */
export interface MetricState {
  readonly presence: Presence
  /**
   * For display: events and exposure of each side so far; for a distribution the sum of logarithms and the observations, for a
   * gauge the sum of values and the looks.
   */
  readonly totals: { readonly control: Proportion; readonly experiment: Proportion }
  /** Difference of rates, weighed by look: for display. */
  readonly rateDifference: Score
  /** Rate of the baseline in earlier looks. */
  readonly base: { readonly events: number; readonly exposure: number }
  /** Σ of squares and degrees of freedom within looks. */
  readonly within: { readonly squares: number; readonly freedom: number }
  /** Observations that wait until a side has enough of them. */
  readonly pending: {
    readonly stage: number
    readonly control: DistributionSummary
    readonly experiment: DistributionSummary
  } | null
  readonly thresholds: readonly TailThreshold[] | null
  /** Index of the threshold that a claim is made about; `null` before it is chosen, and where there is none. */
  readonly claimedTail: number | null
  /** Baseline observations per bucket, to tell whether the buckets can show anything. */
  readonly buckets: readonly { readonly upperBound: number; readonly count: number }[]
  /** Baseline observations beyond the last bound. */
  readonly beyondBuckets: number
  readonly scale: GaugeScale | null
  /** Geometric mean of the baseline in the first look of a distribution; `null` before it. */
  readonly level: number | null
  /** One for `increase` or `decrease`, two for `either`. */
  readonly directions: readonly DirectionTest[]
  /** Evidence of harm in any direction. */
  readonly harm: EvidenceLevel
  /** Evidence that the metric stays within its margin, in all directions: the least of them. */
  readonly claim: EvidenceLevel
}

/** What the judge knows about a metric before its first look. */
export interface MetricContext {
  readonly metric: SequentialMetric
  readonly learnt: LearntNoise | null
  /** Standard deviation of a lasting difference between the sides' machines on the logarithm, from 0. */
  readonly levelSd: number
}

/** Signs of the harmful directions: 1 for more, −1 for less. */
export function signsOf({ harm }: SequentialMetric): readonly (1 | -1)[] {
  return harm === 'either' ? [1, -1] : [harm === 'increase' ? 1 : -1]
}

/** A metric before its first look. */
export function noMetric(metric: SequentialMetric): MetricState {
  const levels = { harm: noEvidence, claim: noEvidence }
  const none: DirectionTest =
    metric.kind === 'distribution'
      ? { kind: 'distribution', center: noDifference, tails: [], ...levels }
      : metric.kind === 'gauge'
        ? { kind: 'gauge', center: noDifference, ...levels }
        : { kind: 'counts', harmTest: noCounts, claimTest: noDifference, ...levels }
  return {
    presence: {
      measured: 0,
      missing: 0,
      missingInARow: 0,
      detail: null,
      inStage: { stage: 0, measured: 0, missing: 0 },
    },
    totals: { control: { events: 0, total: 0 }, experiment: { events: 0, total: 0 } },
    rateDifference: { score: 0, information: 0 },
    base: { events: 0, exposure: 0 },
    within: { squares: 0, freedom: 0 },
    pending: null,
    thresholds: null,
    claimedTail: null,
    buckets: [],
    beyondBuckets: 0,
    scale: null,
    level: null,
    directions: signsOf(metric).map(() => none),
    ...levels,
  }
}

/** Adds events and totals of a look, for display. */
export function added(before: Proportion, { events, total }: Proportion): Proportion {
  return { events: before.events + events, total: before.total + total }
}
