import type { Look, Measured, MetricEvidence } from '../evidence/index.ts'
import type { Part } from '../verdict/index.ts'
import { blockingQuality } from './blocking-quality.ts'
import { missingShareAllowed } from './fixed-sample/usable-looks.ts'
import type { MetricBase } from './metric.ts'
import { isSoundHistogram, isSoundNumber, isSoundProportion } from './sound-value.ts'

/**
 * Why nobody knows how a compared metric does where the canary is alone: at the newest look, or at more than one in twenty, the
 * canary gave no usable value, or its source is in doubt. `null` where it is measured: no baseline is left to ask more.
 */
export function unmeasuredAlone(
  metric: MetricBase & { readonly kind: string },
  evidence: MetricEvidence | undefined,
  stage: number,
): Part | null {
  const inconclusive = (code: 'looks-missing' | 'source-quality', why: string): Part => ({
    id: metric.id,
    role: 'metric',
    kind: metric.kind,
    required: metric.required,
    outcome: 'inconclusive',
    reasons: [
      { code, outcome: 'inconclusive', sentence: `Canary ${metric.id} is not known: ${why}`, facts: { stage } },
    ],
    measurement: null,
    evidence: [],
  })
  if (evidence?.kind !== metric.kind) return inconclusive('looks-missing', 'it has no look in this stage')
  const usable = usableAlone(evidence, stage)
  const missing = usable.filter((isUsable) => !isUsable).length
  if (!(usable.at(-1) === true && missing <= missingShareAllowed * usable.length)) {
    return inconclusive('looks-missing', `${missing} of ${usable.length} looks gave no usable value of the canary`)
  }
  const doubt = blockingQuality(evidence.quality)
  return doubt === null
    ? null
    : inconclusive('source-quality', `the source is in doubt (${doubt.code}, ${doubt.detail})`)
}

/** For each look of a stage, whether the canary gave a value that says something. */
function usableAlone(evidence: MetricEvidence, stage: number): readonly boolean[] {
  const each = <Value>(looks: readonly Look<Value>[], isUsable: (value: Value) => boolean): readonly boolean[] =>
    looks.filter((look) => look.stage === stage).map(({ experiment }) => isMeasured(experiment, isUsable))
  switch (evidence.kind) {
    case 'proportion':
      return each(evidence.looks, (value) => isSoundProportion(value) && value.total > 0)
    case 'distribution':
      return each(evidence.looks, (value) => isSoundHistogram(value) && value.total > 0)
    case 'gauge':
    case 'health':
      return each(evidence.looks, isSoundNumber)
  }
}

function isMeasured<Value>(side: Measured<Value>, isUsable: (value: Value) => boolean): boolean {
  return side.kind === 'measured' && isUsable(side.value)
}
