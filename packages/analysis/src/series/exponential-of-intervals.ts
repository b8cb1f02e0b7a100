import type { ExponentialHistogram, NativeBucket } from '../evidence/index.ts'
import type { IntervalBucket } from './interval-bucket.ts'
import { coarsestSchema, finestSchema, nativeBound, placeAmongBounds } from './native-schema.ts'

/** Bounds are written with all their digits: what is off by more than this share is another bound. */
const sameShare = 1e-9

/**
 * The buckets of a standard schema that are these intervals, or `null` where no schema has them. The bucket that the zero
 * bucket reaches into is written from the zero threshold on; it takes the finest schema that has room for it.
 *
 * @param intervals - populated, ascending.
 */
export function exponentialOfIntervals(
  intervals: readonly IntervalBucket[],
): Pick<ExponentialHistogram, 'schema' | 'zeroThreshold' | 'zeroCount' | 'positive' | 'negative'> | null {
  const zeros = intervals.filter(([rule, lower, upper]) => rule === 3 && lower === 0 - upper)
  const positive = intervals.filter(([rule, lower]) => rule === 0 && lower >= 0)
  const negative = intervals
    .filter(([rule, , upper]) => rule === 1 && upper <= 0)
    .map(([rule, lower, upper, count]): IntervalBucket => [rule, 0 - upper, 0 - lower, count])
    .reverse()
  if (zeros.length > 1 || zeros.length + positive.length + negative.length !== intervals.length) return null
  const [, , zeroThreshold, zeroCount] = zeros[0] ?? [3, 0, 0, 0]
  let schema = finestSchema
  for (const [, lower, upper] of [...positive, ...negative]) {
    const own = finestSchemaWith(lower, upper)
    if (own === null) return null
    schema = Math.min(schema, own)
  }
  const [above, below] = [positive, negative].map((side) => bucketsAt(side, schema, zeroThreshold))
  if (above === undefined || above === null || below === undefined || below === null) return null
  return { schema, zeroThreshold, zeroCount, positive: above, negative: below }
}

/** The finest schema with a bucket that ends at `upper` and reaches down to `lower` at least. */
function finestSchemaWith(lower: number, upper: number): number | null {
  // The overflow bucket is there in every schema.
  if (upper === Number.POSITIVE_INFINITY) return lower === Number.MAX_VALUE ? finestSchema : null
  for (let schema = finestSchema; schema >= coarsestSchema; schema -= 1) {
    const index = Math.round(placeAmongBounds(upper, schema))
    if (isSame(nativeBound(index, schema), upper) && nativeBound(index - 1, schema) <= lower * (1 + sameShare)) {
      return schema
    }
  }
  return null
}

function bucketsAt(
  intervals: readonly IntervalBucket[],
  schema: number,
  zeroThreshold: number,
): readonly NativeBucket[] | null {
  const buckets: NativeBucket[] = []
  for (const [, lower, upper, count] of intervals) {
    const index =
      upper === Number.POSITIVE_INFINITY
        ? Math.round(placeAmongBounds(Number.MAX_VALUE, schema)) + 1
        : Math.round(placeAmongBounds(upper, schema))
    const isWhole = isSame(nativeBound(index - 1, schema), lower) || lower === zeroThreshold
    if (!(isSame(nativeBound(index, schema), upper) && isWhole)) return null
    buckets.push({ index, count })
  }
  return buckets
}

function isSame(one: number, other: number): boolean {
  return one === other || Math.abs(one - other) <= sameShare * Math.abs(other)
}
