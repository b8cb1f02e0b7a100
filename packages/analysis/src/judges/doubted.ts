import type { QualityFact } from '../evidence/index.ts'
import { goesOn, type Part, type Reason } from '../verdict/index.ts'
import { blockingQuality } from './blocking-quality.ts'

/** A part that would go on although its source says of its own answers that they are in doubt: it is `inconclusive` then. */
export function doubted(part: Part, quality: readonly QualityFact[]): Part {
  const doubt = blockingQuality(quality)
  if (doubt === null || !goesOn(part.outcome)) return part
  const reason: Reason<'source-quality'> = {
    code: 'source-quality',
    outcome: 'inconclusive',
    sentence: `Canary ${part.id} cannot be judged: the source is in doubt (${doubt.code}, ${doubt.detail})`,
    facts: { quality: doubt.code },
  }
  return { ...part, outcome: 'inconclusive', reasons: [reason, ...part.reasons] }
}
