import {
  counterIncrease,
  exceedance,
  fromCumulative,
  histogramQuantile,
  quantileBounds,
  quantileRatioBounds,
} from '@kosmos/analysis/series'
import { z } from 'zod'
import { numbers, type Answer } from './answer.ts'

const number = z.union([
  z.number(),
  z.enum(['+Inf', 'Inf']).transform(() => Number.POSITIVE_INFINITY),
  z.literal('-Inf').transform(() => Number.NEGATIVE_INFINITY),
  z.literal('NaN').transform(() => Number.NaN),
])
const histogram = z.array(z.tuple([number, number])).transform((buckets) => fromCumulative(buckets))
const quantiled = z.object({ buckets: histogram, q: number })

/** The quantile as Prometheus interpolates it, and the edges of its bucket. */
const quantile: Answer = (input) => {
  const { buckets, q } = quantiled.parse(input)
  const result = histogramQuantile(buckets, q)
  // What Prometheus calls NaN is `null` here: there is no quantile.
  return { value: result.estimate ?? Number.NaN, lower: result.lower, upper: result.upper }
}

/** Growth of a counter, and of each of its intervals. */
const increase: Answer = (input) => {
  const { samples } = z.object({ samples: numbers }).parse(input)
  const result = counterIncrease(samples)
  const increments = samples
    .slice(1)
    .map((reading, index) => counterIncrease([samples[index] ?? Number.NaN, reading])?.increase)
  // The file adds the increments up, and none are 0; here the growth over one reading is unknown.
  if (samples.length < 2) return { total: 0, resets: 0, increments }
  return { total: result?.increase, resets: result?.resets, increments }
}

/** Series, histograms and counters. */
export const seriesAnswers: Readonly<Record<string, Answer>> = {
  histogramQuantile: quantile,
  bucketQuantile: quantile,
  quantileBounds: (input) => {
    const { buckets, q } = quantiled.parse(input)
    const bounds = quantileBounds(buckets, q)
    return { lower: bounds?.lower, upper: bounds?.upper }
  },
  quantileRatioBounds: (input) => {
    const { control, experiment, q } = z.object({ control: histogram, experiment: histogram, q: number }).parse(input)
    const bounds = quantileRatioBounds(control, experiment, q)
    return bounds.kind === 'measured' ? { lower: bounds.value.lower, upper: bounds.value.upper } : {}
  },
  exceedance: (input) => {
    const { buckets, threshold } = z.object({ buckets: histogram, threshold: z.number() }).parse(input)
    const counted = exceedance(buckets, threshold)
    return counted.kind === 'measured' ? { ...counted.value } : {}
  },
  counterIncrease: increase,
  counterIncrements: increase,
}
