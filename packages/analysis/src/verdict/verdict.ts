import { AnalysisError } from '../errors.ts'
import { goesOn, worst, type Outcome } from './outcome.ts'
import type { Part } from './part.ts'
import type { Subject } from '../subject.ts'
import type { WaiverUse } from './waiver-use.ts'

/** What the caller should do: go on, stay where you are, go back. */
export const verdictWords = ['promote', 'hold', 'rollback'] as const
export type VerdictWord = (typeof verdictWords)[number]

/** What becomes of a verdict that stays undecided at its deadline. `promote` is not a choice. */
export type OnInconclusive = 'rollback' | 'hold'

/** Where the judged thing stands: not yet exposed to traffic, or exposed. A canary is always exposed. */
export type Exposure = 'before' | 'after'

/** Evidence that a verdict rests on. */
export interface EvidenceRecord {
  /** Lower-case hex SHA-256 of the input report's bytes, prefixed `sha256:`. */
  readonly digest: string
  readonly name: string
  readonly format: string | null
  /** Milliseconds since the epoch. */
  readonly collectedAt: number
}

/**
 * The complete, immutable answer: everything that a reply, a page, a message or a terminal shows stands in it, and none
 * of them computes.
 */
export interface Verdict {
  readonly verdict: VerdictWord
  readonly outcome: Outcome
  /** One plain sentence with the numbers: the first reason of the worst required part. */
  readonly reason: string
  readonly subject: Subject
  readonly policy: { readonly name: string; readonly digest: string }
  /** The gate, or `canary`. */
  readonly gate: string
  readonly exposure: Exposure
  /** Milliseconds since the epoch, given by the caller. */
  readonly judgedAt: number
  readonly parts: readonly Part[]
  readonly evidence: readonly EvidenceRecord[]
  /** Permissions that concern the gate, also those that have ended or permit nothing. */
  readonly waivers: readonly WaiverUse[]
}

/**
 * The rule that turns an outcome into a verdict.
 *
 * - `pass` and `warn` → `promote`;
 * - `fail` → `rollback` where the subject is exposed to traffic, else `hold`;
 * - `inconclusive` and `error` → `hold` until the deadline, then `onInconclusive` (before exposure there is nothing to
 *   roll back, so `hold` remains);
 * - any other word → as `error`.
 *
 * @example
 * ```ts
 * verdictOf({ outcome: 'fail', exposure: 'after', deadlinePassed: false, onInconclusive: 'rollback' }) // 'rollback'
 * verdictOf({ outcome: 'error', exposure: 'after', deadlinePassed: false, onInconclusive: 'rollback' }) // 'hold'
 * ```
 */
export function verdictOf(given: {
  readonly outcome: Outcome
  readonly exposure: Exposure
  readonly deadlinePassed: boolean
  readonly onInconclusive: OnInconclusive
}): VerdictWord {
  if (goesOn(given.outcome)) return 'promote'
  if (given.exposure === 'before') return 'hold'
  if (given.outcome === 'fail') return 'rollback'
  if (!given.deadlinePassed) return 'hold'
  return given.onInconclusive === 'hold' ? 'hold' : 'rollback'
}

/**
 * Puts parts together into a verdict. The outcome is the worst of the required parts; the reason is the first reason of
 * the first part that has this outcome.
 *
 * @throws AnalysisError `invalid-argument` where no part is required: a verdict on nothing would pass by being empty.
 */
export function assembleVerdict(given: {
  readonly subject: Subject
  readonly policy: { readonly name: string; readonly digest: string }
  readonly gate: string
  readonly exposure: Exposure
  readonly judgedAt: number
  readonly deadlinePassed: boolean
  readonly onInconclusive: OnInconclusive
  readonly parts: readonly Part[]
  readonly evidence: readonly EvidenceRecord[]
  /** None where it is left out. */
  readonly waivers?: readonly WaiverUse[]
}): Verdict {
  const required = given.parts.filter((part) => part.required)
  if (required.length === 0) {
    throw new AnalysisError('invalid-argument', 'A verdict needs at least one required part, got none', {
      argument: 'parts',
      expected: 'at least one required part',
      received: `${given.parts.length} parts, none required`,
    })
  }
  const outcome = worst(required.map((part) => part.outcome))
  const deciding = required.find((part) => part.outcome === outcome)
  return {
    verdict: verdictOf({ ...given, outcome }),
    outcome,
    reason: outcome === 'pass' ? allPassed(required) : (deciding?.reasons[0].sentence ?? `Outcome ${outcome}`),
    subject: given.subject,
    policy: given.policy,
    gate: given.gate,
    exposure: given.exposure,
    judgedAt: given.judgedAt,
    parts: given.parts,
    evidence: given.evidence,
    waivers: given.waivers ?? [],
  }
}

/** A pass says what it rests on: the first compared part with its numbers, and how many parts there are. */
function allPassed(required: readonly Part[]): string {
  const telling = required.find((part) => part.measurement !== null) ?? required[0]
  const sentence = telling?.reasons[0].sentence ?? ''
  return required.length === 1 ? sentence : `${sentence}; all ${required.length} required parts passed`
}
