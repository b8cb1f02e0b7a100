import { percentile } from './percentile.ts'

/** How values are cleaned before anything is computed of them. */
export interface Cleaning {
  readonly nanStrategy: 'remove' | 'replace'
  /** How many interquartile ranges beyond the quartiles a value is an outlier; `null` keeps all. */
  readonly outlierFactor: number | null
}

/** Values of one side after cleaning: in their own order, and sorted. */
export interface CleanValues {
  readonly values: Float64Array
  readonly sorted: Float64Array
}

/**
 * Drops NaN, or makes 0 of it, then drops outliers: values outside [min(Q1%, q1 − f·w), max(Q99%, q3 + f·w)], w being the
 * interquartile range. The percentiles only ever widen the fence. Infinite values stay.
 *
 * @param raw - not changed.
 */
export function cleanValues(raw: Float64Array, { nanStrategy, outlierFactor }: Cleaning): CleanValues {
  const values = nanStrategy === 'replace' ? nanReplaced(raw) : nanRemoved(raw)
  const sorted = values.toSorted()
  if (outlierFactor === null) return { values, sorted }
  const first = percentile(sorted, 25)
  const third = percentile(sorted, 75)
  const width = third - first
  const lower = Math.min(percentile(sorted, 1), first - outlierFactor * width)
  const upper = Math.max(percentile(sorted, 99), third + outlierFactor * width)
  // An infinite value can make the fence NaN, and then nothing is outside it.
  const inside = (value: number): boolean => !(value > upper || value < lower)
  return { values: values.filter(inside), sorted: sorted.filter(inside) }
}

function nanRemoved(raw: Float64Array): Float64Array {
  return raw.some(Number.isNaN) ? raw.filter((value) => !Number.isNaN(value)) : raw
}

function nanReplaced(raw: Float64Array): Float64Array {
  return raw.some(Number.isNaN) ? raw.map((value) => (Number.isNaN(value) ? 0 : value)) : raw
}
