import type { CustomHistogram, ExponentialHistogram, Measured, NativeHistogram } from '../evidence/index.ts'
import { invalidArgument } from '../errors.ts'
import { mergeCustomBuckets } from './merge-custom-buckets.ts'
import { checkSchema, coarserIndex } from './native-schema.ts'
import { missing } from './single-value.ts'
import { commonZeroThreshold, widenZeroBucket } from './zero-bucket.ts'

/**
 * A native histogram at a coarser schema: neighbouring buckets together, no observation moved out of its bucket.
 *
 * @param schema - −4 up to the histogram's own.
 * @throws AnalysisError `invalid-argument` for a schema that is finer than the histogram's own, or none.
 * @example
 * ```ts
 * reduceSchema(nativeFromIntervals({ count: 3, sum: 8, buckets: [[0, 1, 2, 1], [0, 2, 4, 2]] }).value, -1).positive[0].count // 3
 * ```
 */
export function reduceSchema(histogram: ExponentialHistogram, schema: number): ExponentialHistogram {
  checkSchema(schema)
  if (schema > histogram.schema) {
    throw invalidArgument('schema', `at most the histogram's own ${histogram.schema}`, String(schema))
  }
  const [positive, negative] = [histogram.positive, histogram.negative].map((buckets) =>
    addedUp(buckets.map(({ index, count }) => ({ index: coarserIndex(index, histogram.schema, schema), count }))),
  )
  return { ...histogram, schema, positive: positive ?? [], negative: negative ?? [] }
}

/**
 * Observations of several native histograms together, such as those of all pods of a side. Standard schemas meet at the
 * coarsest of them; zero buckets meet at the widest, widened to the end of a populated bucket that it would cut. Custom
 * bounds are put together where no populated bucket would be cut.
 *
 * @returns missing as `no-data` for an empty list, and as `inconsistent` where standard schemas and custom bounds, or
 *   custom bounds that do not fit, come together.
 * @see Prometheus, Native Histograms, sections Zero bucket and Compatibility between histograms.
 * @example
 * ```ts
 * mergeNative([nativeFromIntervals({ count: 3, sum: 4, buckets: [[0, 1, 2, 3]] }).value, nativeFromIntervals({ count: 2, sum: 5, buckets: [[0, 1, 4, 2]] }).value]).value.schema // -1
 * ```
 */
export function mergeNative(histograms: readonly NativeHistogram[]): Measured<NativeHistogram> {
  const exponential = histograms.filter((one) => one.kind === 'exponential')
  const custom = histograms.filter((one) => one.kind === 'custom')
  if (histograms.length === 0) return missing('no-data', 'There is no histogram to merge')
  if (custom.length === 0) return { kind: 'measured', value: mergeExponential(exponential) }
  if (exponential.length > 0) {
    return missing('inconsistent', 'Histograms of a standard schema and of custom bounds do not add up')
  }
  const buckets = mergeCustomBuckets(custom.map((one) => one.buckets))
  if (buckets === null) return missing('inconsistent', 'The custom bounds of the histograms do not fit each other')
  const merged: CustomHistogram = { kind: 'custom', buckets, ...totalsOf(custom) }
  return { kind: 'measured', value: merged }
}

function mergeExponential(histograms: readonly ExponentialHistogram[]): ExponentialHistogram {
  const zeroThreshold = commonZeroThreshold(histograms)
  const schema = Math.min(...histograms.map((one) => one.schema))
  const alike = histograms.map((one) => reduceSchema(widenZeroBucket(one, zeroThreshold), schema))
  return {
    kind: 'exponential',
    schema,
    zeroThreshold,
    zeroCount: alike.reduce((sum, { zeroCount }) => sum + zeroCount, 0),
    positive: addedUp(alike.flatMap(({ positive }) => positive)),
    negative: addedUp(alike.flatMap(({ negative }) => negative)),
    ...totalsOf(histograms),
  }
}

function addedUp(buckets: ExponentialHistogram['positive']): ExponentialHistogram['positive'] {
  const counts = new Map<number, number>()
  for (const { index, count } of buckets) counts.set(index, (counts.get(index) ?? 0) + count)
  return [...counts].sort(([one], [other]) => one - other).map(([index, count]) => ({ index, count }))
}

function totalsOf(histograms: readonly NativeHistogram[]): Pick<NativeHistogram, 'total' | 'sum'> {
  return {
    total: histograms.reduce((sum, one) => sum + one.total, 0),
    sum: histograms.reduce<number | null>((sum, one) => (sum === null || one.sum === null ? null : sum + one.sum), 0),
  }
}
