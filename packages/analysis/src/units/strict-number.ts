const pattern = /^-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?$/

/**
 * A finite decimal number, or `null`: never the lenient reading of `Number('')` (0), `Number('0x10')` (16) or
 * `Number('1e999')` (an infinity).
 *
 * @example
 * ```ts
 * strictNumber('12.5') // 12.5
 * strictNumber('') // null
 * strictNumber('1e999') // null
 * ```
 */
export function strictNumber(text: string): number | null {
  if (!pattern.test(text)) return null
  const value = Number(text)
  return Number.isFinite(value) ? value : null
}

/** A hundredth of a number, by its decimal digits: 0.07 of 7, where `7 / 100` may miss the nearest number. */
export function hundredth(value: number): number {
  const digits = String(value)
  return digits.includes('e') ? value / 100 : Number(`${digits}e-2`)
}
