import { quickSelect } from '../numeric/index.ts'

/**
 * Order statistics k and k + 1 (from 0) of values that may be reordered, by selection instead of a sort; the second is
 * the first where there is none above it.
 */
export function orderStatistics(values: Float64Array, k: number): readonly [number, number] {
  const lower = quickSelect(values, k)
  let upper = Number.POSITIVE_INFINITY
  // Selection leaves nothing smaller behind k.
  for (let at = k + 1; at < values.length; at += 1) upper = Math.min(upper, values[at] ?? upper)
  return [lower, upper === Number.POSITIVE_INFINITY ? lower : upper]
}
