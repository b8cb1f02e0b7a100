import type { Histogram, Proportion } from '@kosmos/analysis/evidence'

// Values as a store or another program may hand them over, where types promise nothing.

const { NaN: none, POSITIVE_INFINITY: infinite } = Number

/** Ways to spoil a share; each gives a value that measures nothing. */
export const proportionFaults: Readonly<Record<string, (value: Proportion) => Proportion>> = {
  'events are no number': ({ total }) => ({ events: none, total }),
  'total is no number': ({ events }) => ({ events, total: none }),
  'nothing is a number': () => ({ events: none, total: none }),
  'events are infinite': ({ total }) => ({ events: infinite, total }),
  'total is infinite': ({ events }) => ({ events, total: infinite }),
  'both are infinite': () => ({ events: infinite, total: infinite }),
  'events are minus infinity': ({ total }) => ({ events: -infinite, total }),
  'events are negative': ({ total }) => ({ events: -1, total }),
  'total is negative': ({ total }) => ({ events: 0, total: -total }),
  'both are negative': ({ events, total }) => ({ events: -events - 1, total: -total - 1 }),
  'nothing was observed': () => ({ events: 0, total: 0 }),
  'more events than observations': ({ total }) => ({ events: total + 1, total }),
}

function withCounts(value: Histogram, change: (count: number, at: number) => number): Histogram {
  const buckets = value.buckets.map(({ upperBound, count }, at) => ({ upperBound, count: change(count, at) }))
  return { buckets, total: buckets.reduce((sum, { count }) => sum + count, 0) }
}

function withBounds(value: Histogram, change: (bound: number, at: number) => number): Histogram {
  const buckets = value.buckets.map(({ upperBound, count }, at) => ({ upperBound: change(upperBound, at), count }))
  return { buckets, total: value.total }
}

/** Ways to spoil a histogram. */
export const histogramFaults: Readonly<Record<string, (value: Histogram) => Histogram>> = {
  'no bucket': () => ({ buckets: [], total: 0 }),
  'no bucket, but a total': ({ total }) => ({ buckets: [], total }),
  'nothing was observed': (value) => withCounts(value, () => 0),
  'nothing in the buckets, but a total': (value) => ({ ...withCounts(value, () => 0), total: value.total }),
  'total is no number': (value) => ({ ...value, total: none }),
  'total is infinite': (value) => ({ ...value, total: infinite }),
  'total is negative': (value) => ({ ...value, total: -value.total }),
  'total is twice the buckets': (value) => ({ ...value, total: 2 * value.total }),
  'a count is no number': (value) => withCounts(value, (count, at) => (at === 9 ? none : count)),
  'a count is no number, the total is one': (value) => ({
    ...withCounts(value, (count, at) => (at === 9 ? none : count)),
    total: value.total,
  }),
  'a count is infinite': (value) => withCounts(value, (count, at) => (at === 9 ? infinite : count)),
  'a count is negative': (value) => withCounts(value, (count, at) => (at === 9 ? -count - 1 : count)),
  'counts are cumulative': ({ buckets, total }) => {
    let below = 0
    return { buckets: buckets.map(({ upperBound, count }) => ({ upperBound, count: (below += count) })), total }
  },
  'only the open bucket': ({ total }) => ({ buckets: [{ upperBound: infinite, count: total }], total }),
  'no open bucket': (value) => withBounds(value, (bound) => (bound === infinite ? 1e6 : bound)),
  'a bound is no number': (value) => withBounds(value, (bound, at) => (at === 9 ? none : bound)),
  'a bound is minus infinity': (value) => withBounds(value, (bound, at) => (at === 9 ? -infinite : bound)),
  'all bounds are infinite': (value) => withBounds(value, () => infinite),
  'all bounds are 0': (value) => withBounds(value, (bound) => (bound === infinite ? bound : 0)),
  'bounds descend': ({ buckets, total }) => ({ buckets: buckets.toReversed(), total }),
  'a bound twice': ({ buckets, total }) => ({
    buckets: buckets.map((bucket, at) => (at === 9 ? { ...bucket, upperBound: buckets[8]?.upperBound ?? 0 } : bucket)),
    total,
  }),
  'other bounds': (value) => withBounds(value, (bound) => bound * 1.07),
  'bounds in another unit': (value) => withBounds(value, (bound) => bound * 1000),
}

/** Ways to spoil a number. */
export const numberFaults: Readonly<Record<string, (value: number) => number>> = {
  'no number': () => none,
  infinite: () => infinite,
  'minus infinity': () => -infinite,
}

/** Ways in which a canary is not healthy, or does not say so. */
export const healthFaults: Readonly<Record<string, (value: number) => number>> = {
  ...numberFaults,
  failing: () => 0,
  negative: () => -1,
  'nearly healthy': () => 0.999,
}
