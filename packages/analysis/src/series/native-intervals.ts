import type { NativeBucket, NativeHistogram } from '../evidence/index.ts'
import { nativeBound } from './native-schema.ts'

/** A populated stretch of values and how many observations lie in it. */
export interface NativeInterval {
  readonly lower: number
  readonly upper: number
  readonly count: number
}

/**
 * The populated buckets of a native histogram, ascending. A bucket that the zero bucket reaches into begins at the zero
 * threshold, since what it counts lies outside it. The first bucket of custom bounds begins at −∞.
 *
 * @example
 * ```ts
 * nativeIntervals({ kind: 'exponential', schema: 0, zeroThreshold: 0, zeroCount: 0, positive: [{ index: 1, count: 3 }], negative: [], total: 3, sum: 4 })[0].upper // 2
 * ```
 */
export function nativeIntervals(histogram: NativeHistogram): readonly NativeInterval[] {
  if (histogram.kind === 'custom') {
    return histogram.buckets
      .map(({ upperBound, count }, index) => ({
        lower: histogram.buckets[index - 1]?.upperBound ?? Number.NEGATIVE_INFINITY,
        upper: upperBound,
        count,
      }))
      .filter(({ count }) => count > 0)
  }
  const { schema, zeroThreshold, zeroCount } = histogram
  const above = ({ index, count }: NativeBucket): NativeInterval => ({
    lower: Math.max(zeroThreshold, nativeBound(index - 1, schema)),
    upper: nativeBound(index, schema),
    count,
  })
  const zero = zeroCount > 0 ? [{ lower: 0 - zeroThreshold, upper: zeroThreshold, count: zeroCount }] : []
  return [
    ...histogram.negative
      .map(above)
      .map(({ lower, upper, count }) => ({ lower: -upper, upper: -lower, count }))
      .reverse(),
    ...zero,
    ...histogram.positive.map(above),
  ]
}
