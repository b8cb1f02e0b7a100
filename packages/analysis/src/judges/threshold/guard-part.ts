import { formatDuration, formatNumber, formatSeconds } from '../../units/index.ts'
import type { Fact, Measurement, Outcome, Part } from '../../verdict/index.ts'
import type { Guard } from '../guard.ts'

/** Why a guard came out as it did. */
export type GuardReason =
  | 'guard-over-limit'
  | 'guard-not-shown'
  | 'guard-quiet'
  | 'guard-too-few-observations'
  | 'guard-looks-missing'
  | 'guard-no-baseline'
  | 'guard-beyond-buckets'
  | 'guard-no-evidence'
  | 'guard-source-quality'
  | 'guard-failing'

export type WindowGuard = Exclude<Guard, { rule: 'failing-for' }>
export type GuardOf<Rule extends Guard['rule']> = Extract<Guard, { rule: Rule }>

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

export function tooFew(guard: WindowGuard, total: number, missing: number): Part {
  const silent = missing > 0 ? `, ${missing} looks gave no answer` : ''
  return guardPart(
    guard,
    'guard-too-few-observations',
    'inconclusive',
    `Guard ${guard.id} saw ${formatNumber(total)} observations of ${guard.metric} over ${formatDuration(guard.window)}, it needs ${formatNumber(guard.minTotal)}${silent}`,
    { facts: { total, needed: guard.minTotal, missingLooks: missing } },
  )
}

export function notMeasured(guard: Guard, detail: string): Part {
  return guardPart(guard, 'guard-looks-missing', 'inconclusive', `Guard ${guard.id} could not be measured: ${detail}`)
}

export function beyondBuckets(guard: Guard, name: string, bound: number): Part {
  return guardPart(
    guard,
    'guard-beyond-buckets',
    'inconclusive',
    `Guard ${guard.id} cannot tell: ${name} is beyond the histogram's last bound of ${formatSeconds(bound)}`,
    { facts: { bound } },
  )
}
