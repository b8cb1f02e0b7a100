import type { Histogram } from '../../evidence/index.ts'
import type { Samples } from './canary-look.ts'

/** What one side's observations in a look come to, on the logarithm. */
export interface DistributionSummary {
  readonly count: number
  /** Σ ln x. */
  readonly sum: number
  /** Σ (ln x − mean)². */
  readonly squares: number
}

/** Of the observations of a look, this share may be unusable (not finite, not above 0) before the look counts as missing. */
const unusableShareAllowed = 0.05

/** @returns `null` where too many observations are unusable, or the histogram is none. */
export function summarise(value: Histogram | Samples): DistributionSummary | null {
  return 'samples' in value ? ofSamples(value.samples) : ofHistogram(value)
}

/** How many observations are above a threshold; `null` where a histogram has no such bound. */
export function exceedances(value: Histogram | Samples, threshold: number): number | null {
  if ('samples' in value) {
    let above = 0
    for (const sample of value.samples) if (sample > threshold) above += 1
    return above
  }
  let [above, isBound] = [0, false]
  for (const { upperBound, count } of value.buckets) {
    if (upperBound === threshold) isBound = true
    if (upperBound > threshold) above += count
  }
  return isBound ? above : null
}

function ofSamples(samples: Samples['samples']): DistributionSummary | null {
  let [count, sum, squares, origin] = [0, 0, 0, 0]
  for (const sample of samples) {
    if (!(sample > 0 && sample < Number.POSITIVE_INFINITY)) continue
    const log = Math.log(sample)
    // One pass: squares about the first value, so that nothing cancels where logarithms are large.
    if (count === 0) origin = log
    count += 1
    sum += log - origin
    squares += (log - origin) ** 2
  }
  if (!(samples.length - count <= unusableShareAllowed * samples.length)) return null
  if (count === 0) return { count: 0, sum: 0, squares: 0 }
  return { count, sum: sum + count * origin, squares: Math.max(0, squares - (sum * sum) / count) }
}

/**
 * Each bucket stands at the middle of its bounds on the logarithm. A shift moves observations over the bounds, so that the mean
 * of these places shifts as much, as long as no bucket holds nearly all.
 */
function ofHistogram({ buckets }: Histogram): DistributionSummary | null {
  const places = bucketPlaces(buckets.map(({ upperBound }) => upperBound))
  if (places === null) return null
  let [count, sum, within] = [0, 0, 0]
  for (const [at, { place, width }] of places.entries()) {
    const here = buckets[at]?.count ?? Number.NaN
    if (!(here >= 0 && here < Number.POSITIVE_INFINITY)) return null
    count += here
    sum += here * place
    within += (here * width * width) / 12
  }
  if (count === 0) return { count: 0, sum: 0, squares: 0 }
  const mean = sum / count
  let squares = within
  for (const [at, { place }] of places.entries()) squares += (buckets[at]?.count ?? 0) * (place - mean) ** 2
  return { count, sum, squares }
}

interface BucketPlace {
  /** Middle of the bucket on the logarithm. */
  readonly place: number
  readonly width: number
}

/** The first and the last bucket are as wide as their neighbour: what bounds them is 0 and ∞. */
function bucketPlaces(bounds: readonly number[]): readonly BucketPlace[] | null {
  const logs = bounds.filter((bound) => bound > 0 && bound < Number.POSITIVE_INFINITY).map((bound) => Math.log(bound))
  const [first, second] = logs
  const last = logs.at(-1)
  if (first === undefined || second === undefined || last === undefined) return null
  const below = second - first
  const beyond = last - (logs.at(-2) ?? first)
  return bounds.map((bound) => {
    if (!(bound > 0)) return { place: first - below / 2, width: below }
    if (bound === Number.POSITIVE_INFINITY) return { place: last + beyond / 2, width: beyond }
    const log = Math.log(bound)
    const at = logs.indexOf(log)
    const width = at > 0 ? log - (logs[at - 1] ?? log) : below
    return { place: log - width / 2, width }
  })
}
