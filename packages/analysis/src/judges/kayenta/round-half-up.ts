/**
 * Rounds to two decimals, halves away from 0, by the digits of the shortest decimal form: 1.005 is 1.01, though the
 * double is below it.
 */
export function roundHalfUp(value: number): number {
  const [whole = '', fraction = ''] = String(Math.abs(value)).split('.')
  // With an exponent it is smaller than a hundredth, or has no decimals at all.
  if (fraction.includes('e') || whole.includes('e')) return Math.abs(value) < 1 ? 0 : value
  if (fraction.length <= 2) return value
  const hundredths = Number(`${whole}${fraction.slice(0, 2)}`) + ((fraction[2] ?? '0') >= '5' ? 1 : 0)
  return (Math.sign(value) * hundredths) / 100
}
