import type { QualityFact } from '../evidence/index.ts'

/** Facts that are told and cost nothing: a counter reset is repaired. All others, unknown ones too, raise doubt. */
const harmless: ReadonlySet<string> = new Set<QualityFact['code']>(['counter-reset'])

/** The first fact for which a source's numbers cannot prove that all is well, or `null`. */
export function blockingQuality(quality: readonly QualityFact[]): QualityFact | null {
  return quality.find(({ code }) => !harmless.has(code)) ?? null
}
