/**
 * A number with three significant digits, or whole from a thousand on, grouped by narrow spaces.
 *
 * @returns `unknown` for NaN and infinities.
 * @example
 * ```ts
 * formatNumber(0.08123) // '0.0812'
 * ```
 */
export function formatNumber(value: number): string {
  if (!Number.isFinite(value)) return 'unknown'
  if (Math.abs(value) < 1000) return String(Number(value.toPrecision(3)))
  return String(Math.round(value)).replace(/\B(?=(?:\d{3})+$)/g, '\u202f')
}

/**
 * A ratio as people say it.
 *
 * @example
 * ```ts
 * formatRatio(1.3149) // '1.31×'
 * ```
 */
export function formatRatio(ratio: number): string {
  return Number.isFinite(ratio) ? `${formatNumber(ratio)}×` : 'unknown'
}

/**
 * Seconds as milliseconds below one.
 *
 * @example
 * ```ts
 * formatSeconds(0.25) // '250 ms'
 * ```
 */
export function formatSeconds(seconds: number): string {
  if (!Number.isFinite(seconds)) return 'unknown'
  return Math.abs(seconds) < 1 ? `${formatNumber(seconds * 1000)} ms` : `${formatNumber(seconds)} s`
}
