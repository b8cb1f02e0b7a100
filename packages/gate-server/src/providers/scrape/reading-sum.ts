import type { QualityFact, TimeSeries } from '@kosmos/analysis/evidence'
import type { MetricQuery, MetricReading } from '../metric-provider.ts'
import { ReadingFault } from './reading-fault.ts'

/** The values of many series of many targets, put together as the shape of a query asks. */
export interface ReadingSum {
  add(labels: ReadonlyMap<string, string>, value: number): void
  /** Tells that a counter started again. */
  tellReset(detail: string): void
  /** @throws ReadingFault `partial` where the series have different buckets. */
  total(at: number): Pick<MetricReading, 'series' | 'quality'>
}

interface Bucket {
  readonly labels: ReadonlyMap<string, string>
  value: number
  parts: number
}

/** Counts and buckets add up, gauges are averaged, and of health the first value that is not 1 counts. NaN stays NaN. */
export function createReadingSum(shape: MetricQuery['shape']): ReadingSum {
  const buckets = new Map<string, Bucket>()
  const quality: QualityFact[] = []
  return {
    add: (labels, value) => {
      const bound = shape === 'histogram' ? (labels.get('le') ?? '') : ''
      const known = buckets.get(bound)
      if (known === undefined) {
        buckets.set(bound, { labels: shape === 'histogram' ? new Map([['le', bound]]) : new Map(), value, parts: 1 })
        return
      }
      known.parts += 1
      if (shape !== 'health') known.value += value
      else if (known.value === 1) known.value = value
    },
    tellReset: (detail) => {
      if (!quality.some((fact) => fact.detail === detail)) quality.push({ code: 'counter-reset', detail })
    },
    total: (at) => {
      const all = [...buckets.values()]
      if (new Set(all.map(({ parts }) => parts)).size > 1) {
        throw new ReadingFault('partial', 'Targets or series have different buckets, which do not add up')
      }
      const series = all.map(({ labels, value, parts }): TimeSeries => ({
        labels,
        points: [{ at, value: shape === 'gauge' ? value / parts : value }],
      }))
      return { series, quality }
    },
  }
}
