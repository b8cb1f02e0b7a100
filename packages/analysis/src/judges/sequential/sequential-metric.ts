import type { Margin } from '../../units/index.ts'
import type { HarmDirection } from '../metric.ts'

/** A metric as the sequential judge sees it: what is compared and which effects matter, whatever its source. */
export interface SequentialMetric {
  readonly id: string
  readonly kind: 'proportion' | 'rate' | 'distribution' | 'gauge'
  readonly required: boolean
  readonly harm: HarmDirection
  /** Effects up to this are not harm: the null hypothesis of a rollback. */
  readonly tolerance: Margin
  /** The smallest effect that is unacceptable: the null hypothesis of a promote. */
  readonly margin: Margin
  /** What its evidence of harm counts among the others', above 0; `null` for the usual share of its kind. */
  readonly weight: number | null
  /** Counts double. */
  readonly critical: boolean
  /** Fewest observations that a side must have before anything is claimed. Default 1. */
  readonly minTotal?: number
}

/** What the kinds share of the evidence of harm, where no weights are given. */
const kindShare: Readonly<Record<SequentialMetric['kind'], number>> = {
  proportion: 0.3,
  rate: 0.3,
  distribution: 0.5,
  gauge: 0.2,
}

/**
 * Weights of the metrics' evidence of harm, in their order, summing to 1. Metrics of one kind divide the share of their kind
 * between them; proportions and rates are one kind here. A metric that is neither required nor weighted weighs nothing: it is
 * shown and decides nothing.
 */
export function metricWeights(metrics: readonly SequentialMetric[]): readonly number[] {
  const group = (kind: SequentialMetric['kind']): string => (kind === 'rate' ? 'proportion' : kind)
  const raw = metrics.map((metric) => {
    if (!metric.required && metric.weight === null) return 0
    const alike = metrics.filter(
      ({ kind, weight, required }) => required && weight === null && group(kind) === group(metric.kind),
    ).length
    const usual = kindShare[metric.kind] / Math.max(1, alike)
    return (metric.weight ?? usual) * (metric.critical ? 2 : 1)
  })
  const sum = raw.reduce((total, weight) => total + weight, 0)
  return sum > 0 ? raw.map((weight) => weight / sum) : raw
}
