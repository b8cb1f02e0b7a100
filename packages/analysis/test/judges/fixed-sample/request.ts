import type { MetricEvidence } from '../../../src/evidence/index.ts'
import { judgeFixedSample, type FixedSampleOptions, type JudgeRequest, type Metric } from '../../../src/judges/index.ts'
import type { Part } from '../../../src/verdict/index.ts'

const options: FixedSampleOptions = { alpha: 0.01, promoteAlpha: 0.05, minLooks: 10 }

const none = { absolute: 0, relative: 0 }
const common = { required: true, harm: 'increase' } as const

export const errors = {
  ...common,
  id: 'errors',
  kind: 'proportion',
  events: '',
  total: '',
  margin: { absolute: 0.01, relative: 0 },
  tolerance: none,
  minTotal: 100,
  onNoData: 'missing',
} as const satisfies Metric

export const latency = {
  ...common,
  id: 'latency',
  kind: 'distribution',
  histogram: '',
  quantile: 0.5,
  margin: { absolute: 0, relative: 0.1 },
  tolerance: { absolute: 0, relative: 0.03 },
  minTotal: 100,
} as const satisfies Metric

export const memory = {
  ...common,
  id: 'memory',
  kind: 'gauge',
  query: '',
  margin: { absolute: 0, relative: 0.1 },
  tolerance: { absolute: 0, relative: 0.05 },
} as const satisfies Metric

export const health = { id: 'health', required: true, kind: 'health', query: '' } as const satisfies Metric

/** Judges a complete stage that asks for non-inferiority, unless told otherwise. */
export function judge(
  metric: Metric,
  evidence: MetricEvidence,
  more: Partial<JudgeRequest<FixedSampleOptions>> = {},
): Part {
  return judgeFixedSample({
    metric,
    evidence,
    requires: 'non-inferiority',
    complete: true,
    comparisons: 1,
    options,
    ...more,
  })
}
