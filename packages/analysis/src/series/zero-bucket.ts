import type { ExponentialHistogram } from '../evidence/index.ts'
import { nativeBound } from './native-schema.ts'

/**
 * The zero threshold at which histograms can be added: the widest of theirs, and further out to the end of a populated
 * bucket of another one that it would cut, until it cuts none.
 */
export function commonZeroThreshold(histograms: readonly ExponentialHistogram[]): number {
  let threshold = Math.max(...histograms.map((one) => one.zeroThreshold))
  for (;;) {
    const wider = histograms.reduce((widest, one) => Math.max(widest, endOfCut(one, threshold)), threshold)
    if (wider === threshold) return threshold
    threshold = wider
  }
}

/** The histogram with a wider zero bucket, which takes in all buckets that end at or below the threshold. */
export function widenZeroBucket(histogram: ExponentialHistogram, zeroThreshold: number): ExponentialHistogram {
  const { schema } = histogram
  const isOutside = ({ index }: { readonly index: number }): boolean => nativeBound(index, schema) > zeroThreshold
  const taken = [...histogram.positive, ...histogram.negative].filter((bucket) => !isOutside(bucket))
  return {
    ...histogram,
    zeroThreshold,
    zeroCount: taken.reduce((sum, { count }) => sum + count, histogram.zeroCount),
    positive: histogram.positive.filter(isOutside),
    negative: histogram.negative.filter(isOutside),
  }
}

/** The end of the populated bucket that a threshold lies inside of, or the threshold itself. */
function endOfCut({ schema, zeroThreshold, positive, negative }: ExponentialHistogram, threshold: number): number {
  // What a bucket counts lies outside the histogram's own zero bucket, also where the two overlap.
  if (threshold === zeroThreshold) return threshold
  const cut = [...positive, ...negative].find(
    ({ index }) => nativeBound(index - 1, schema) < threshold && threshold < nativeBound(index, schema),
  )
  return cut === undefined ? threshold : nativeBound(cut.index, schema)
}
