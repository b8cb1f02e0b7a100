import { learnNoise, type SequentialMetric, type SequentialSettings } from '@kosmos/analysis/judges'
import type { Margin } from '@kosmos/analysis/units'
import { historyOf } from './case-looks.ts'
import type { CaseMetric, SequentialCase } from './case-schema.ts'

/** Limits of a metric that has none of its own. */
const usual: Readonly<Record<CaseMetric['kind'], { readonly tolerance: Margin; readonly margin: Margin }>> = {
  proportion: { tolerance: { absolute: 0, relative: 0 }, margin: { absolute: 0.001, relative: 0.5 } },
  rate: { tolerance: { absolute: 0, relative: 0 }, margin: { absolute: 0, relative: 0.5 } },
  distribution: { tolerance: { absolute: 0, relative: 0.03 }, margin: { absolute: 0, relative: 0.1 } },
  gauge: { tolerance: { absolute: 0, relative: 0.05 }, margin: { absolute: 0, relative: 0.1 } },
}

export function settingsOf(one: SequentialCase): SequentialSettings {
  const metrics = one.metrics.map(metricOf)
  return {
    metrics,
    alpha: one.alphaRollback,
    promoteAlpha: one.alphaPromote,
    minLooks: one.minLooks,
    pods: one.pods ? { control: one.pods.baseline, experiment: one.pods.canary, spread: one.pods.spread } : null,
    learnt: learnNoise(metrics, historyOf(one)),
    splitChecked: true,
  }
}

function metricOf({ id, kind, harm, tolerance, margin, weight, required, critical }: CaseMetric): SequentialMetric {
  return {
    id,
    kind,
    harm,
    required,
    critical,
    tolerance: limitOf(tolerance, harm) ?? usual[kind].tolerance,
    margin: limitOf(margin, harm) ?? usual[kind].margin,
    weight: weight ?? null,
  }
}

/** A ratio is what the canary may have of the baseline's: 1.2 where more is harm, 0.8 where less is. */
function limitOf(limit: CaseMetric['tolerance'], harm: CaseMetric['harm']): Margin | null {
  if (!limit) return null
  const { ratio = 1, relative = 0, absolute = 0 } = limit
  if (harm === 'increase' && ratio < 1) throw new Error(`expected a ratio from 1 on where more is harm, got ${ratio}`)
  return { absolute, relative: Math.max(relative, Math.abs(ratio - 1)) }
}
