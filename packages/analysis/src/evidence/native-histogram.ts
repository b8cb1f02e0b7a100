import type { Histogram } from './metrics.ts'

/** A populated bucket of a native histogram, by its index. */
export interface NativeBucket {
  readonly index: number
  /** Above 0; whole for what was read at a target, any number for rates. */
  readonly count: number
}

interface NativeTotals {
  /** All observations. Those that were NaN are in no bucket: the counts of the buckets may add up to less. */
  readonly total: number
  /** Sum of the observations, `null` where one of them was NaN. */
  readonly sum: number | null
}

/**
 * A native histogram of a standard schema. Bucket i holds observations in (2^((i−1)·2^−schema), 2^(i·2^−schema)]; of
 * `negative` the mirror image [−2^(i·2^−schema), −2^((i−1)·2^−schema)). Observations in [−zeroThreshold, zeroThreshold]
 * are in the zero bucket and in no other one, also where the threshold lies inside a bucket.
 */
export interface ExponentialHistogram extends NativeTotals {
  readonly kind: 'exponential'
  /** −4 to 8: 2^schema buckets for each doubling. */
  readonly schema: number
  readonly zeroThreshold: number
  readonly zeroCount: number
  /** Populated buckets, ascending by index; so are the negative ones, whose higher indices lie further from zero. */
  readonly positive: readonly NativeBucket[]
  readonly negative: readonly NativeBucket[]
}

/** A native histogram with bounds of its own (schema −53): the same as a classic one. */
export interface CustomHistogram extends NativeTotals {
  readonly kind: 'custom'
  /** As in `Histogram`: ascending, the last bound `Infinity`, empty buckets included. */
  readonly buckets: Histogram['buckets']
}

export type NativeHistogram = ExponentialHistogram | CustomHistogram
