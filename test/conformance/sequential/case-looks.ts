import { readMetricLook, type CanaryLook } from '@kosmos/analysis/judges'
import type { SequentialCase } from './case-schema.ts'

/** The looks of a case as the judge reads them. A new share of the traffic is a new stage. */
export function looksOf({ metrics, looks }: SequentialCase): readonly CanaryLook[] {
  let stage = 0
  return looks.map(({ share = null, baseline, canary }, at) => {
    const before = looks[at - 1]
    if (before !== undefined && share !== (before.share ?? null)) stage += 1
    return { stage, share, metrics: metrics.map((metric) => readMetricLook(metric, baseline, canary)) }
  })
}

/** Two equal sides, before the canary. */
export function historyOf({ metrics, history }: SequentialCase): readonly CanaryLook[] {
  return (history ?? []).map(({ a, b }) => ({
    stage: 0,
    share: null,
    metrics: metrics.map((metric) => readMetricLook(metric, a, b)),
  }))
}
