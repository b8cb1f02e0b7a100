import { refused } from './refused.ts'
import { hundredth, strictNumber } from './strict-number.ts'

/**
 * A share written in per cent, as a number between 0 and 1.
 *
 * @throws AnalysisError `invalid-argument` without the sign `%`, and outside 0 % to 100 %.
 * @example
 * ```ts
 * parseShare('12.5%') // 0.125
 * ```
 */
export function parseShare(text: string): number {
  const value = percentOf(text, '%')
  if (value === null || !(value >= 0 && value <= 1)) throw refused('share', 'a share between 0% and 100%', text)
  return value
}

/**
 * A relative size written in per cent; unlike a share it may be above 100 %.
 *
 * @example
 * ```ts
 * parsePercentage('250%') // 2.5
 * ```
 */
export function parsePercentage(text: string): number {
  const value = percentOf(text, '%')
  if (value === null || !(value >= 0)) throw refused('percentage', 'a percentage such as 10%', text)
  return value
}

/**
 * Percentage points, as a difference of shares.
 *
 * @example
 * ```ts
 * parsePoints('0.5pp') // 0.005
 * ```
 */
export function parsePoints(text: string): number {
  const value = percentOf(text, 'pp')
  if (value === null || !(value >= 0)) throw refused('points', 'percentage points such as 0.5pp', text)
  return value
}

/**
 * A share as people read it, with at most three significant digits.
 *
 * @example
 * ```ts
 * formatShare(0.0623) // '6.23 %'
 * ```
 */
export function formatShare(share: number): string {
  return Number.isFinite(share) ? `${Number((share * 100).toPrecision(3))} %` : 'unknown'
}

function percentOf(text: string, sign: string): number | null {
  if (!text.endsWith(sign)) return null
  const value = strictNumber(text.slice(0, -sign.length))
  return value === null ? null : hundredth(value)
}
