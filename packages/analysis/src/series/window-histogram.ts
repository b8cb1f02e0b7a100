import type { Histogram, Measured } from '../evidence/index.ts'
import { repairCumulative, type CumulativeBuckets } from './cumulative-buckets.ts'
import { missing } from './single-value.ts'

/** What was observed between two readings of a classic histogram. */
export interface WindowHistogram {
  readonly histogram: Histogram
  /** The process started again in between: what it observed before that, since the first reading, is lost. */
  readonly isReset: boolean
  /** Cumulative counts that fell from one bucket to the next and were raised, as Prometheus does. */
  readonly raised: number
}

/**
 * The observations between two readings of a classic histogram's cumulative buckets. Where any bucket's count fell, the
 * process started again: all its buckets did, and the second reading is the growth. Buckets are read one after the other
 * while they grow, so growth may fall from one bucket to the next: it is repaired as in `fromCumulative` and counted.
 *
 * @param start - the earlier reading: pairs of upper bound and count of observations up to it.
 * @param end - the later reading, with the same bounds.
 * @returns missing as `no-data` (no bucket), `not-finite`, `negative`, `unexpected-cardinality` (a bound twice) or
 *   `inconsistent` (no `+Inf` bucket, a bound that is NaN, other bounds than at the start).
 * @example
 * ```ts
 * windowHistogram([[1, 4], [Infinity, 6]], [[1, 9], [Infinity, 12]]).value.histogram.total // 6
 * windowHistogram([[1, 4], [Infinity, 6]], [[1, 1], [Infinity, 2]]).value.isReset // true
 * windowHistogram([[1, 4], [Infinity, 6]], [[2, 9], [Infinity, 12]]).reason // "inconsistent"
 * ```
 */
export function windowHistogram(start: CumulativeBuckets, end: CumulativeBuckets): Measured<WindowHistogram> {
  const earlier = readBuckets(start)
  if (earlier.kind === 'missing') return earlier
  const later = readBuckets(end)
  if (later.kind === 'missing') return later
  const before = earlier.value
  if (!(before.size === later.value.size && [...later.value.keys()].every((bound) => before.has(bound)))) {
    const bounds = [before, later.value].map((reading) => [...reading.keys()].sort((a, b) => a - b).join(' '))
    return missing('inconsistent', `The bucket bounds changed from ${bounds[0]} to ${bounds[1]}`)
  }
  const isReset = [...later.value].some(([bound, count]) => count < (before.get(bound) ?? 0))
  const growth = [...later.value].map(
    ([bound, count]) => [bound, isReset ? count : count - (before.get(bound) ?? 0)] as const,
  )
  return { kind: 'measured', value: { ...repairCumulative(growth), isReset } }
}

function readBuckets(cumulative: CumulativeBuckets): Measured<ReadonlyMap<number, number>> {
  const counts = new Map<number, number>()
  for (const [bound, count] of cumulative) {
    if (Number.isNaN(bound)) return missing('inconsistent', 'A bucket has NaN as its bound')
    if (counts.has(bound)) return missing('unexpected-cardinality', `The bucket le="${bound}" came more than once`)
    if (!Number.isFinite(count)) return missing('not-finite', `The bucket le="${bound}" counts ${count}`)
    if (count < 0) return missing('negative', `The bucket le="${bound}" counts ${count}`)
    counts.set(bound, count)
  }
  if (counts.size === 0) return missing('no-data', 'The reading has no bucket')
  if (!counts.has(Number.POSITIVE_INFINITY)) return missing('inconsistent', 'The bucket le="+Inf" is missing')
  return { kind: 'measured', value: counts }
}
