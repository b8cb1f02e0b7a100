import type { Bucket } from '../evidence/index.ts'

/**
 * Buckets of several histograms on the bounds of all of them, or `null` where a bound of one lies inside a populated
 * bucket of another: where its observations are is then not known. A reader that leaves out empty buckets does not know
 * their bounds, so the same histogram may come with fewer of them.
 *
 * @param histograms - each ascending, with `Infinity` as the last bound.
 */
export function mergeCustomBuckets(histograms: readonly (readonly Bucket[])[]): readonly Bucket[] | null {
  const counts = new Map<number, number>()
  for (const { upperBound } of histograms.flat()) counts.set(upperBound, 0)
  const bounds = [...counts.keys()].sort((one, other) => one - other)
  for (const buckets of histograms) {
    let place = 0
    for (const { upperBound, count } of buckets) {
      const first = place
      while ((bounds[place] ?? upperBound) < upperBound) place += 1
      if (count > 0 && place > first) return null
      counts.set(upperBound, (counts.get(upperBound) ?? 0) + count)
      place += 1
    }
  }
  return bounds.map((upperBound) => ({ upperBound, count: counts.get(upperBound) ?? 0 }))
}
