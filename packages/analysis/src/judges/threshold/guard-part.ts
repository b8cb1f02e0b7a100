import type { Fact, Measurement, Outcome, Part } from '../../verdict/index.ts'
import type { Guard } from '../guard.ts'

/** Why a guard came out as it did. */
export type GuardReason =
  | 'guard-over-limit'
  | 'guard-quiet'
  | 'guard-too-few-observations'
  | 'guard-looks-missing'
  | 'guard-no-baseline'
  | 'guard-beyond-buckets'
  | 'guard-no-evidence'
  | 'guard-source-quality'
  | 'guard-failing'

/** The part of a guard. `required: false` is for a guard that does not apply. */
export function guardPart(
  guard: Guard,
  code: GuardReason,
  outcome: Outcome,
  sentence: string,
  more: {
    readonly facts?: Readonly<Record<string, Fact>>
    readonly measurement?: Measurement
    readonly required?: boolean
  } = {},
): Part {
  return {
    id: guard.id,
    role: 'guard',
    kind: guard.rule,
    required: more.required ?? true,
    outcome,
    reasons: [{ code, outcome, sentence, facts: more.facts ?? {} }],
    measurement: more.measurement ?? null,
    evidence: [],
  }
}
