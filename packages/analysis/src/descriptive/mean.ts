import { finiteValues, type Values } from './values.ts'

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
  const checked = finiteValues(values)
  const n = checked.length
  if (n === 0) return null
  let sum = 0
  for (let at = 0; at < n; at += 1) sum += (checked[at] ?? 0) / n
  let rest = 0
  for (let at = 0; at < n; at += 1) rest += (checked[at] ?? 0) - sum
  return sum + rest / n
}
