import { refused } from './refused.ts'
import { hundredth, strictNumber } from './strict-number.ts'

/**
 * A quantile's name, as a number between 0 and 1.
 *
 * @throws AnalysisError `invalid-argument`.
 * @example
 * ```ts
 * parseQuantile('p99.9') // 0.999
 * ```
 */
export function parseQuantile(text: string): number {
  const value = text.startsWith('p') ? strictNumber(text.slice(1)) : null
  if (value === null || !(value > 0 && value < 100)) throw refused('quantile', 'a quantile such as p50 or p99.9', text)
  return hundredth(value)
}

/**
 * A quantile as its name.
 *
 * @example
 * ```ts
 * formatQuantile(0.999) // 'p99.9'
 * ```
 */
export function formatQuantile(quantile: number): string {
  return `p${Number((quantile * 100).toPrecision(6))}`
}
