/**
 * True where a name is as a pattern says: exactly, but for each `*`, which stands for any text, also an empty one. Takes
 * time in proportion to the name for each star.
 *
 * @example
 * ```ts
 * matchesName('https://github.com/shop/app/.github/workflows/release.yml@refs/tags/v1', 'https://github.com/shop/*@refs/tags/*') // true
 * ```
 */
export function matchesName(name: string, pattern: string): boolean {
  const [first = '', ...others] = pattern.split('*')
  const last = others.pop()
  if (last === undefined) return name === pattern
  if (!name.startsWith(first)) return false
  let at = first.length
  for (const part of others) {
    const found = name.indexOf(part, at)
    if (found < 0) return false
    at = found + part.length
  }
  return name.length - last.length >= at && name.endsWith(last)
}
