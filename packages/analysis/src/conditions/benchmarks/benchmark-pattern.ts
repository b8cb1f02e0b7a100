/**
 * True where a name is as a pattern says: letter by letter, but for each `*`, which stands for any text, also an empty one
 * and one with slashes. Names of benchmarks are no paths, and brackets in them are brackets. Takes time in proportion to the name for each star.
 *
 * @example
 * ```ts
 * matchesBenchmark('BenchmarkCRC32/poly=IEEE/size=15', 'BenchmarkCRC32/*size=15') // true
 * ```
 */
export function matchesBenchmark(name: string, pattern: string): boolean {
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
