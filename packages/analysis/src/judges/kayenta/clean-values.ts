import { percentile } from './percentile.ts'
import { sortValues, type SortedValues } from './sort-values.ts'

/** How values are cleaned before anything is computed of them. */
export interface Cleaning {
  readonly nanStrategy: 'remove' | 'replace'
  /** How many interquartile ranges beyond the quartiles a value is an outlier; `null` keeps all. */
  readonly outlierFactor: number | null
}

/** Values of one side after cleaning: in their own order, and sorted. */
export interface CleanValues extends SortedValues {
  readonly values: Float64Array
}

/**
 * Drops NaN, or makes 0 of it, then drops outliers: values outside [min(Q1%, q1 − f·w), max(Q99%, q3 + f·w)], w being the
 * interquartile range. The percentiles only ever widen the fence. Infinite values stay.
 *
 * @param raw - not changed.
 */
export function cleanValues(raw: Float64Array, { nanStrategy, outlierFactor }: Cleaning): CleanValues {
  const values = withoutNan(raw, nanStrategy)
  const inOrder = sortValues(values)
  if (outlierFactor === null) return { values, ...inOrder }
  const { sorted } = inOrder
  const first = percentile(sorted, 25)
  const third = percentile(sorted, 75)
  const width = third - first
  const lower = Math.min(percentile(sorted, 1), first - outlierFactor * width)
  const upper = Math.max(percentile(sorted, 99), third + outlierFactor * width)
  // An infinite value can make the fence NaN, and then nothing is outside it.
  const inside = (value: number): boolean => !(value > upper || value < lower)
  const kept = sorted.filter(inside)
  return kept.length === sorted.length
    ? { values, ...inOrder }
    : { values: values.filter(inside), sorted: kept, places: null }
}

function withoutNan(raw: Float64Array, nanStrategy: Cleaning['nanStrategy']): Float64Array {
  let missing = 0
  for (let at = 0; at < raw.length; at += 1) if (Number.isNaN(raw[at])) missing += 1
  if (missing === 0) return raw
  return nanStrategy === 'replace'
    ? raw.map((value) => (Number.isNaN(value) ? 0 : value))
    : raw.filter((value) => !Number.isNaN(value))
}
