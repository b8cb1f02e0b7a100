import type { Margin } from '../units/index.ts'

/** Which change of a metric is bad. */
export type HarmDirection = 'increase' | 'decrease' | 'either'

export interface MetricBase {
  readonly id: string
  readonly required: boolean
}

/** A metric that compares canary and baseline. */
export interface ComparedBase extends MetricBase {
  /** What its evidence of harm counts among the others', above 0; where it is not said, a usual share of its kind. */
  readonly weight?: number
  /** Counts double. */
  readonly critical?: boolean
}

/** A resolved metric of a canary plan: query templates as written, limits as numbers. */
export type Metric =
  | (ComparedBase & {
      readonly kind: 'proportion'
      /** Query for the number of events in a look's window. */
      readonly events: string
      /** Query for the number of observations in the same window. */
      readonly total: string
      readonly harm: HarmDirection
      /** The smallest effect that is unacceptable. */
      readonly margin: Margin
      /** Effects up to this are not harm. */
      readonly tolerance: Margin
      /** Fewest observations a side must have before anything is claimed. */
      readonly minTotal: number
      /** `zero`: an empty answer for `events` counts as 0 where `total` was measured and is above 0. */
      readonly onNoData: 'missing' | 'zero'
      /** Share of events that the baseline is expected to have, above 0 and below 1; for planning alone. */
      readonly expected?: number
    })
  | (ComparedBase & {
      readonly kind: 'distribution'
      /** Query for the observations per bucket (label `le`) in a look's window. */
      readonly histogram: string
      /** The quantile compared look by look, between 0 and 1. */
      readonly quantile: number
      readonly harm: HarmDirection
      readonly margin: Margin
      readonly tolerance: Margin
      readonly minTotal: number
      /** Expected standard deviation of an observation's logarithm, above 0; for planning alone. */
      readonly spread?: number
    })
  | (ComparedBase & {
      readonly kind: 'gauge'
      readonly query: string
      readonly harm: HarmDirection
      readonly margin: Margin
      readonly tolerance: Margin
      /** Expected standard deviation of the readings, relative to their level, above 0; for planning alone. */
      readonly spread?: number
    })
  | (MetricBase & {
      readonly kind: 'health'
      /** 1 is healthy, anything else is failing. Read of the canary only. */
      readonly query: string
    })

export type MetricKind = Metric['kind']
