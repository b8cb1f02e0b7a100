import { scaled } from './scaled.ts'
import type { Values } from './values.ts'

/**
 * The arithmetic mean, with the rounding error of the sum taken out by a second pass.
 *
 * @returns `null` for no values.
 * @throws AnalysisError `invalid-argument` for values that are not finite.
 * @example
 * ```ts
 * mean([1, 2, 6]) // 3
 * ```
 */
export function mean(values: Values): number | null {
  const { ones, center, scale } = scaled(values)
  return ones.length === 0 ? null : scale * center
}
