import { refused } from './refused.ts'

const scale: ReadonlyMap<string, number> = new Map([
  ['B', 1],
  ['kB', 1e3],
  ['KiB', 2 ** 10],
  ['MB', 1e6],
  ['MiB', 2 ** 20],
  ['GB', 1e9],
  ['GiB', 2 ** 30],
])

/**
 * Bytes of a size with a binary or decimal unit.
 *
 * @throws AnalysisError `invalid-argument`.
 * @example
 * ```ts
 * parseSize('20MiB') // 20971520
 * parseSize('1kB') // 1000
 * ```
 */
export function parseSize(text: string): number {
  const found = /^(\d{1,9})(B|kB|KiB|MB|MiB|GB|GiB)$/.exec(text)
  const unit = found?.[2]
  if (found === null || unit === undefined) throw refused('size', 'a size such as 256KiB or 20MiB', text)
  return Number(found[1]) * (scale.get(unit) ?? Number.NaN)
}
