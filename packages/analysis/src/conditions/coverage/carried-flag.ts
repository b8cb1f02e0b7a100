import type { CoverageCounts, Reference } from '../../evidence/index.ts'
import { formatDuration } from '../../units/index.ts'

/** Coverage of a flag as it was accepted before. */
export interface AcceptedFlag {
  readonly flag: string | null
  readonly counts: CoverageCounts
  readonly measuredAt: number
}

/** What stands in for a flag whose report did not come, or why nothing does. */
export type CarriedFlag =
  | { readonly kind: 'carried'; readonly accepted: AcceptedFlag; readonly age: string }
  | { readonly kind: 'none'; readonly why: string }

/** Clocks differ; what was measured further ahead than this was not measured yet. */
const futureAllowedMs = 5 * 60_000

/** The coverage that was accepted, by flag; empty where there is no reference, or one of something else. */
export function acceptedFlags(reference: Reference | undefined): readonly AcceptedFlag[] {
  return reference?.observation.kind === 'coverage' ? reference.observation.flags : []
}

/** The accepted coverage of a flag, if it is no older than `maxAgeMs`. Its age counts from when it was measured. */
export function carryForward(
  reference: Reference | undefined,
  flag: string | null,
  maxAgeMs: number | null,
  judgedAt: number,
): CarriedFlag {
  if (maxAgeMs === null) return { kind: 'none', why: 'nothing is carried forward' }
  const accepted = acceptedFlags(reference).find((one) => one.flag === flag)
  if (accepted === undefined) return { kind: 'none', why: 'there is none that was accepted before' }
  const age = judgedAt - accepted.measuredAt
  const text = formatDuration(Math.max(0, age - (age % 60_000)))
  if (!(age <= maxAgeMs && age >= -futureAllowedMs)) {
    return {
      kind: 'none',
      why: `the accepted one is ${text} old, at most ${formatDuration(maxAgeMs)} is carried forward`,
    }
  }
  return { kind: 'carried', accepted, age: text }
}
