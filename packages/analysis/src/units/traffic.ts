import { refused } from './refused.ts'
import { strictNumber } from './strict-number.ts'

/**
 * Requests per second of a text such as `40rps`, or `2400rpm` for those per minute.
 *
 * @throws AnalysisError `invalid-argument` for anything else, and for no traffic at all.
 * @example
 * ```ts
 * parseTraffic('40rps') // 40
 * parseTraffic('90rpm') // 1.5
 * ```
 */
export function parseTraffic(text: string): number {
  const perSecond = text.endsWith('rps') ? 1 : text.endsWith('rpm') ? 60 : null
  const amount = perSecond === null ? null : strictNumber(text.slice(0, -3))
  if (perSecond === null || amount === null || !(amount > 0 && amount <= 1e9))
    throw refused('traffic', 'requests per second or minute above 0, such as 40rps or 2400rpm', text)
  return amount / perSecond
}

/**
 * Requests per second as people write them, with at most three significant digits.
 *
 * @example
 * ```ts
 * formatTraffic(40) // '40rps'
 * ```
 */
export function formatTraffic(perSecond: number): string {
  return `${Number(perSecond.toPrecision(3))}rps`
}
