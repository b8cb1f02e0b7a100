import { z } from 'zod'
import type { ExponentialHistogram, NativeBucket, TimeSeries } from '../../src/evidence/index.ts'
import { readVectors } from '../vectors/read-vectors.ts'

const open = z.union([z.number(), z.literal('Infinity').transform(() => Infinity)])
const pair = z.tuple([z.number(), z.number()])
const points = z.array(pair.transform(([at, value]): TimeSeries['points'][number] => ({ at, value })))
const buckets = z.array(pair.transform(([index, count]): NativeBucket => ({ index, count })))
const native = z.object({
  schema: z.number(),
  zeroThreshold: z.number(),
  zeroCount: z.number(),
  positive: buckets,
  negative: buckets,
  total: z.number(),
  sum: z.number(),
})
const spanned = z.object({
  spans: z.array(z.object({ offset: z.number(), length: z.number() })),
  deltas: z.array(z.number()),
})
const fence = z.tuple([pair, z.array(z.number())])
const placed = z.array(z.number().nullable())

/** What `vectors/make-series.py` worked out from raw observations. */
export const vectors = readVectors(
  'series',
  z.object({
    bounds: z.array(z.tuple([z.number(), z.number(), open])),
    histograms: z.array(
      native.extend({
        name: z.string(),
        positiveSpans: spanned,
        negativeSpans: spanned,
        intervals: z.array(z.tuple([z.number(), z.number(), z.number(), z.number()])),
        quantiles: z.array(z.object({ q: z.number(), estimate: z.number(), bounds: pair })),
        exceedances: z.array(pair),
      }),
    ),
    merges: z.array(z.object({ parts: z.array(native), merged: native })),
    classics: z.array(
      z.object({
        cumulative: z.array(z.tuple([open, z.number()])),
        sum: z.number(),
        mean: z.number(),
        held: z.array(z.object({ q: z.number(), bounds: z.tuple([z.number(), open]) })),
        exceedances: z.array(pair),
      }),
    ),
    alignments: z.array(
      z.object({
        grid: z.object({ start: z.number(), end: z.number(), step: z.number(), tolerance: z.number() }),
        control: points,
        experiment: points,
        controlAt: placed,
        experimentAt: placed,
      }),
    ),
    outliers: z.array(z.object({ values: z.array(z.number()), median: fence, tukey: fence })),
  }),
)

/** A histogram of the vectors as the package holds it. */
export function exponential(of: z.output<typeof native>): ExponentialHistogram {
  const { schema, zeroThreshold, zeroCount, positive, negative, total, sum } = of
  return { kind: 'exponential', schema, zeroThreshold, zeroCount, positive, negative, total, sum }
}
