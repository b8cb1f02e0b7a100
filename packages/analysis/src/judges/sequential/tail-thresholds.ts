import type { Histogram } from '../../evidence/index.ts'
import type { Samples } from './canary-look.ts'

/** A threshold that slow observations are counted above, and the share of the baseline that was above it when it was chosen. */
export interface TailThreshold {
  readonly value: number
  readonly share: number
}

const tailQuantiles: readonly number[] = [0.9, 0.99, 0.999]

/** Fewest baseline observations beyond a threshold when it is chosen from samples. */
const leastBeyond = 1

/**
 * Where the tail of the baseline begins: about its p90, p99 and p99.9, chosen before the looks that are counted. With
 * histograms the bounds nearest to them, each once; the bound ∞ is none.
 */
export function tailThresholds(baseline: readonly (Histogram | Samples)[]): readonly TailThreshold[] {
  const samples = baseline.flatMap((value) => ('samples' in value ? [...value.samples] : []))
  const histograms = baseline.flatMap((value) => ('samples' in value ? [] : [value]))
  return histograms.length > 0 ? ofHistograms(histograms) : ofSamples(samples)
}

function ofSamples(samples: readonly number[]): readonly TailThreshold[] {
  const ascending = Float64Array.from(
    samples.filter((sample) => sample > 0 && sample < Number.POSITIVE_INFINITY),
  ).sort()
  return distinct(
    tailQuantiles.flatMap((quantile) => {
      const rank = Math.ceil(quantile * ascending.length)
      const value = ascending[rank - 1]
      // Ties stay on this side: where many observations are equal, fewer are beyond than the quantile says.
      const beyond = ascending.length - ascending.findLastIndex((sample) => sample === value) - 1
      return value === undefined || beyond < leastBeyond ? [] : [{ value, share: beyond / ascending.length }]
    }),
  )
}

function ofHistograms(histograms: readonly Histogram[]): readonly TailThreshold[] {
  const counts = new Map<number, number>()
  for (const { buckets } of histograms) {
    for (const { upperBound, count } of buckets) counts.set(upperBound, (counts.get(upperBound) ?? 0) + count)
  }
  const ascending = [...counts].sort(([one], [other]) => one - other)
  const total = ascending.reduce((sum, [, count]) => sum + count, 0)
  let below = 0
  const bounds = ascending.flatMap(([value, count]) => {
    below += count
    const share = (total - below) / total
    return Number.isFinite(value) && value > 0 && share > 0 ? [{ value, share }] : []
  })
  return distinct(
    tailQuantiles.flatMap((quantile) => {
      const away = ({ share }: TailThreshold): number => Math.abs(Math.log(share / (1 - quantile)))
      const [first, ...others] = bounds
      if (first === undefined) return []
      const nearest = others.reduce((best, one) => (away(one) < away(best) ? one : best), first)
      // A bound at p50 is no stand-in for p90: the mean hears that already.
      return away(nearest) <= Math.log(3) ? [nearest] : []
    }),
  )
}

function distinct(thresholds: readonly TailThreshold[]): readonly TailThreshold[] {
  return thresholds.filter(({ value }, at) => thresholds.findIndex((other) => other.value === value) === at)
}
