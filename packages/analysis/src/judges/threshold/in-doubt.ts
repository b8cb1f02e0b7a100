import type { MetricEvidence } from '../../evidence/index.ts'
import type { Part } from '../../verdict/index.ts'
import { blockingQuality } from '../blocking-quality.ts'
import type { Guard } from '../guard.ts'
import { guardPart } from './guard-part.ts'

/** The part of a guard whose source is in doubt: not quiet on its word. `null` where nothing raises doubt. */
export function inDoubt(guard: Guard, evidence: MetricEvidence): Part | null {
  const doubt = blockingQuality(evidence.quality)
  return doubt === null
    ? null
    : guardPart(
        guard,
        'guard-source-quality',
        'inconclusive',
        `Guard ${guard.id} could not be measured: the source is in doubt (${doubt.code}, ${doubt.detail})`,
        { facts: { quality: doubt.code } },
      )
}
