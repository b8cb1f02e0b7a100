import type { Fact, Measurement, Outcome, Part } from '../../verdict/index.ts'
import type { Metric } from '../metric.ts'

/** Why a metric came out as it did. */
export type FixedSampleReason =
  | 'harm-shown'
  | 'no-harm-shown'
  | 'non-inferior'
  | 'not-shown-non-inferior'
  | 'collecting'
  | 'looks-missing'
  | 'too-few-looks'
  | 'too-few-observations'
  | 'level-not-attained'
  | 'constant'
  | 'healthy'
  | 'not-healthy'
  | 'no-evidence'
  | 'source-quality'

/** The part of a metric. */
export function metricPart(
  metric: Metric,
  code: FixedSampleReason,
  outcome: Outcome,
  sentence: string,
  measurement: Measurement | null = null,
  facts: Readonly<Record<string, Fact>> = {},
): Part {
  return {
    id: metric.id,
    role: 'metric',
    kind: metric.kind,
    required: metric.required,
    outcome,
    reasons: [{ code, outcome, sentence, facts }],
    measurement,
    evidence: [],
  }
}
