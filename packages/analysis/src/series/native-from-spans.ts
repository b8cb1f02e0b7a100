import type { Measured, NativeBucket, NativeHistogram } from '../evidence/index.ts'
import { countFault } from './count-fault.ts'
import { missing } from './single-value.ts'
import { coarsestSchema, finestSchema } from './native-schema.ts'

/** `length` buckets in a row, `offset` after the end of the span before; the first offset is the first index itself. */
export interface BucketSpan {
  readonly offset: number
  readonly length: number
}

/** Buckets of one sign: which ones there are, and their counts as they are or each as the change from the one before. */
export interface SpannedBuckets {
  readonly spans: readonly BucketSpan[]
  readonly counts: { readonly kind: 'absolute' | 'deltas'; readonly values: readonly number[] }
}

/** A native histogram as Prometheus' protocols write it. */
export interface SpannedHistogram {
  readonly schema: number
  readonly total: number
  readonly sum: number
  readonly zeroThreshold: number
  readonly zeroCount: number
  readonly positive: SpannedBuckets
  readonly negative: SpannedBuckets
  /** Ascending finite upper bounds for schema −53, else empty. */
  readonly customValues: readonly number[]
}

/** The schema of native histograms with bounds of their own. */
const customSchema = -53
/** Totals and buckets of a rate are rounded apart by this share. */
const roundingShare = 1e-6

/**
 * A native histogram from spans and counts, whole or as deltas, as in remote write and the protobuf exposition.
 *
 * @returns missing as `not-finite` or `negative` for such counts, and as `inconsistent` for an unknown schema, spans that
 *   do not fit their counts, bounds that do not ascend, and buckets that hold more than the total.
 * @see Prometheus, Native Histograms, sections Buckets and Custom values.
 * @example
 * ```ts
 * nativeFromSpans({ schema: 0, total: 3, sum: 4, zeroThreshold: 0, zeroCount: 0, positive: { spans: [{ offset: 1, length: 1 }], counts: { kind: 'deltas', values: [3] } }, negative: { spans: [], counts: { kind: 'deltas', values: [] } }, customValues: [] }).value.positive[0].index // 1
 * ```
 */
export function nativeFromSpans(histogram: SpannedHistogram): Measured<NativeHistogram> {
  const { schema, zeroThreshold, zeroCount, total } = histogram
  const positive = bucketsOfSpans(histogram.positive)
  if (positive.kind === 'missing') return positive
  const negative = bucketsOfSpans(histogram.negative)
  if (negative.kind === 'missing') return negative
  const fault = countFault('zero bucket', zeroCount) ?? countFault('histogram', total)
  if (fault !== null) return fault
  const inBuckets = [...positive.value, ...negative.value].reduce((sum, { count }) => sum + count, zeroCount)
  if (!(inBuckets <= total * (1 + roundingShare))) {
    return missing('inconsistent', `The buckets hold ${inBuckets} observations, the histogram ${total}`)
  }
  const totals = { total, sum: Number.isNaN(histogram.sum) ? null : histogram.sum }
  if (schema === customSchema) {
    if (negative.value.length > 0 || zeroCount > 0) {
      return missing('inconsistent', 'Custom buckets have neither negative buckets nor a zero bucket')
    }
    const buckets = customBuckets(histogram.customValues, positive.value)
    return buckets.kind === 'missing'
      ? buckets
      : { kind: 'measured', value: { kind: 'custom', buckets: buckets.value, ...totals } }
  }
  if (!(Number.isInteger(schema) && schema >= coarsestSchema && schema <= finestSchema)) {
    return missing('inconsistent', `Expected a schema from -4 to 8 or -53, got ${schema}`)
  }
  if (!(Number.isFinite(zeroThreshold) && zeroThreshold >= 0)) {
    return missing('inconsistent', `A zero threshold cannot be ${zeroThreshold}`)
  }
  return {
    kind: 'measured',
    value: {
      kind: 'exponential',
      schema,
      zeroThreshold,
      zeroCount,
      positive: positive.value,
      negative: negative.value,
      ...totals,
    },
  }
}

/**
 * The populated buckets of one sign, ascending by index. Missing as in `nativeFromSpans`.
 *
 * @example
 * ```ts
 * bucketsOfSpans({ spans: [{ offset: -2, length: 2 }, { offset: 2, length: 1 }], counts: { kind: 'deltas', values: [3, 2, -4] } }).value[2].index // 2
 * ```
 */
export function bucketsOfSpans({ spans, counts }: SpannedBuckets): Measured<readonly NativeBucket[]> {
  const buckets: NativeBucket[] = []
  let index = 0
  let at = 0
  let count = 0
  for (const [which, { offset, length }] of spans.entries()) {
    if (!(Number.isInteger(offset) && Number.isInteger(length) && length >= 0 && (which === 0 || offset >= 0))) {
      return missing('inconsistent', `A span cannot have the offset ${offset} and the length ${length}`)
    }
    index += offset
    for (const end = index + length; index < end; index += 1) {
      const value = counts.values[at]
      if (value === undefined) return missing('inconsistent', `The spans have more buckets than the ${at} counts`)
      count = counts.kind === 'deltas' ? count + value : value
      const fault = countFault(`bucket ${index}`, count)
      if (fault !== null) return fault
      if (count > 0) buckets.push({ index, count })
      at += 1
    }
  }
  if (at !== counts.values.length) {
    return missing('inconsistent', `The spans have ${at} buckets for ${counts.values.length} counts`)
  }
  return { kind: 'measured', value: buckets }
}

function customBuckets(
  bounds: readonly number[],
  populated: readonly NativeBucket[],
): Measured<readonly { readonly upperBound: number; readonly count: number }[]> {
  const isAscending = bounds.every(
    (bound, index) => Number.isFinite(bound) && bound > (bounds[index - 1] ?? Number.NEGATIVE_INFINITY),
  )
  if (!isAscending) return missing('inconsistent', `Custom bounds ascend and are finite, got ${bounds.join(' ')}`)
  const outside = populated.find(({ index }) => !(index >= 0 && index <= bounds.length))
  if (outside !== undefined) {
    return missing('inconsistent', `There is no bucket ${outside.index} between ${bounds.length} custom bounds`)
  }
  const counts = new Map(populated.map(({ index, count }) => [index, count]))
  const buckets = [...bounds, Number.POSITIVE_INFINITY].map((upperBound, index) => ({
    upperBound,
    count: counts.get(index) ?? 0,
  }))
  return { kind: 'measured', value: buckets }
}
