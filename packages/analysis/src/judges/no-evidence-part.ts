import type { Part } from '../verdict/index.ts'
import type { Metric } from './metric.ts'

/** The part of a metric that was never looked at in a stage. */
export function noEvidencePart(metric: Metric, stage: number): Part {
  return {
    id: metric.id,
    role: 'metric',
    kind: metric.kind,
    required: metric.required,
    outcome: 'inconclusive',
    reasons: [
      {
        code: 'no-evidence',
        outcome: 'inconclusive',
        sentence: `Metric ${metric.id} has no look in this stage`,
        facts: { stage },
      },
    ],
    measurement: null,
    evidence: [],
  }
}
