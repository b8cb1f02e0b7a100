import { refused } from './refused.ts'
import { strictNumber } from './strict-number.ts'

/**
 * A multiple such as `2x`, above 0.
 *
 * @throws AnalysisError `invalid-argument`.
 * @example
 * ```ts
 * parseMultiple('1.5x') // 1.5
 * ```
 */
export function parseMultiple(text: string): number {
  const value = text.endsWith('x') ? strictNumber(text.slice(0, -1)) : null
  if (value === null || !(value > 0)) throw refused('multiple', 'a multiple such as 2x', text)
  return value
}
