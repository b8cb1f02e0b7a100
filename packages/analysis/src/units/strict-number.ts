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
  const short = shortWholeNumber(text)
  if (short !== null) return short
  if (!pattern.test(text)) return null
  const value = Number(text)
  return Number.isFinite(value) ? value : null
}

/** A few digits, as most numbers of a report are: millions of them, each in a fraction of the time. */
function shortWholeNumber(text: string): number | null {
  const { length } = text
  if (length === 0 || length > 9) return null
  let value = 0
  for (let at = 0; at < length; at += 1) {
    const digit = text.charCodeAt(at) - 48
    if (!(digit >= 0 && digit <= 9)) return null
    value = value * 10 + digit
  }
  return value
}

/** A hundredth of a number, by its decimal digits: 0.07 of 7, where `7 / 100` may miss the nearest number. */
export function hundredth(value: number): number {
  const digits = String(value)
  return digits.includes('e') ? value / 100 : Number(`${digits}e-2`)
}
