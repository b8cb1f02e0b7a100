import type { SubmittedReport } from '../evidence/index.ts'
import type { ResolvedPolicy } from '../policy/index.ts'
import type { Subject } from '../subject.ts'
import type { Verdict } from '../verdict/index.ts'
import { judgeGate } from './judge-gate.ts'

/**
 * Judges a gate on the reports that came and on nothing else: no reference, no waiver. `judgeGate` takes those too.
 *
 * @param given.policyDigest - digest of the policy's text, given by the caller; it is carried, not checked.
 * @param given.judgedAt - milliseconds since the epoch; ages of reports are counted to it.
 * @param given.deadlinePassed - an undecided verdict then becomes the gate's `onInconclusive`, where it is exposed.
 * @throws AnalysisError `gate-unknown` with the gates that the policy has.
 * @example
 * ```ts
 * const policy = parsePolicy('version: 1\nname: mine\ngates: { merge: [{ id: unit, kind: tests }] }')
 * const subject = { service: 'shop', environment: null, version: '2', commit: null, digest: null, branch: null }
 * const given = { policy, policyDigest: 'sha256:0', gate: 'merge', subject, reports: [], judgedAt: 0 }
 * evaluateGate({ ...given, deadlinePassed: false }).verdict // 'hold': no report came
 * ```
 */
export function evaluateGate(given: {
  readonly policy: ResolvedPolicy
  readonly policyDigest: string
  readonly gate: string
  readonly subject: Subject
  readonly reports: readonly SubmittedReport[]
  readonly judgedAt: number
  readonly deadlinePassed: boolean
}): Verdict {
  return judgeGate({ ...given, references: new Map(), waivers: [] }).verdict
}
