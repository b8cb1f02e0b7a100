import { counterIncrease, fromCumulative, histogramQuantile } from '@kosmos/analysis/series'
import { z } from 'zod'
import { numbers, type Answer } from './answer.ts'

/** Series, histograms and counters. */
export const seriesAnswers: Readonly<Record<string, Answer>> = {
  histogramQuantile: (input) => {
    const { buckets, q } = z
      .object({ buckets: z.array(z.tuple([z.union([z.number(), z.literal('+Inf')]), z.number()])), q: z.number() })
      .parse(input)
    const histogram = fromCumulative(
      buckets.map(([bound, upTo]) => [bound === '+Inf' ? Number.POSITIVE_INFINITY : bound, upTo] as const),
    )
    const result = histogramQuantile(histogram, q)
    // What Prometheus calls NaN is `null` here: there is no quantile.
    return { value: result.estimate ?? Number.NaN, lower: result.lower, upper: result.upper }
  },
  counterIncrease: (input) => {
    const { samples } = z.object({ samples: numbers }).parse(input)
    const result = counterIncrease(samples)
    const increments = samples
      .slice(1)
      .map((reading, index) => counterIncrease([samples[index] ?? 0, reading])?.increase)
    return { total: result?.increase, resets: result?.resets, increments }
  },
}
