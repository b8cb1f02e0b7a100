import type { QualityFact } from './time-series.ts'

export const missingReasons = [
  'no-data',
  'not-finite',
  'negative',
  'stale',
  'partial',
  'unexpected-cardinality',
  'inconsistent',
  'source-error',
  'window-not-covered',
] as const
export type MissingReason = (typeof missingReasons)[number]

/** A number that was measured, or the reason why there is none. There is no third, invented, number. */
export type Measured<Value> =
  | { readonly kind: 'measured'; readonly value: Value }
  | { readonly kind: 'missing'; readonly reason: MissingReason; readonly detail: string }

/** `events` out of `total`, both finite, 0 ≤ events ≤ total. */
export interface Proportion {
  readonly events: number
  readonly total: number
}

/** One bucket of a histogram: how many observations are ≤ `upperBound` and in no lower bucket. */
export interface Bucket {
  /** `Infinity` for the last. */
  readonly upperBound: number
  readonly count: number
}

/** Observations of one window. Buckets ascend, the last bound is `Infinity`, `total` is the sum of the counts. */
export interface Histogram {
  readonly buckets: readonly Bucket[]
  readonly total: number
}

/**
 * One moment of looking: what both sides showed in the same span of time. Comparisons are made only inside a look.
 * `control` is `null` where no baseline is left (100 % of the traffic).
 */
export interface Look<Value> {
  /** Index of the stage in the plan. */
  readonly stage: number
  /** Half-open span (start, end], milliseconds since the epoch. */
  readonly start: number
  readonly end: number
  readonly control: Measured<Value> | null
  readonly experiment: Measured<Value>
}

interface MetricEvidenceBase {
  readonly metric: string
  /** What the source said about its own data, over all looks, without repetition. */
  readonly quality: readonly QualityFact[]
}

export interface ProportionEvidence extends MetricEvidenceBase {
  readonly kind: 'proportion'
  readonly looks: readonly Look<Proportion>[]
}
export interface DistributionEvidence extends MetricEvidenceBase {
  readonly kind: 'distribution'
  readonly looks: readonly Look<Histogram>[]
}
export interface GaugeEvidence extends MetricEvidenceBase {
  readonly kind: 'gauge'
  readonly looks: readonly Look<number>[]
}
/** Health of the canary: 1 is healthy, anything else that is finite is failing. */
export interface HealthEvidence extends MetricEvidenceBase {
  readonly kind: 'health'
  readonly looks: readonly Look<number>[]
}

export type MetricEvidence = ProportionEvidence | DistributionEvidence | GaugeEvidence | HealthEvidence
