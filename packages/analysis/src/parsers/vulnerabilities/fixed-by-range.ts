/**
 * True where a range of vulnerable versions ends below a version: that one is the first without the problem. For reports
 * that name no fix; `<= 1.2` says nothing of the kind.
 *
 * @example
 * ```ts
 * fixedByRange('>= 4.0.0 < 4.5.3') // true
 * fixedByRange('<= 7.18.6') // false
 * ```
 */
export function fixedByRange(range: string | null): boolean {
  const alternatives = (range ?? '').split('||').filter((one) => one.trim() !== '')
  // The last alternative holds the newest versions: an open end there means that the newest is vulnerable.
  return /<\s*\d/.test(alternatives.at(-1) ?? '')
}
