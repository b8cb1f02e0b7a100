import { conditions } from '../conditions/index.ts'
import type { Observation, Reference, SubmittedReport } from '../evidence/index.ts'
import type { ResolvedPolicy } from '../policy/index.ts'
import type { Subject } from '../subject.ts'
import { assembleVerdict, goesOn, type Verdict } from '../verdict/index.ts'
import { applyWaivers, type Waiver } from '../waivers/index.ts'
import { findGate } from './find-gate.ts'

/** What a condition observed, for later evidence to be compared with. */
export interface ObservedCondition {
  /** Id of the condition. */
  readonly condition: string
  readonly kind: string
  /**
   * The verdict is `promote`, and the part goes on without a waiver: what was not accepted, or only permitted for a time, is
   * nothing to compare with.
   */
  readonly accepted: boolean
  readonly observation: Observation
}

/** A gate's verdict, and what may become the reference of the branch that was judged. */
export interface JudgedGate {
  readonly verdict: Verdict
  /** One for each condition that keeps something and had usable evidence. */
  readonly observations: readonly ObservedCondition[]
}

/**
 * Judges a gate: every condition on the reports that came, put together into one verdict.
 *
 * @param given.policyDigest - digest of the policy's text, given by the caller; it is carried, not checked.
 * @param given.judgedAt - milliseconds since the epoch; ages of reports are counted to it.
 * @param given.deadlinePassed - an undecided verdict then becomes the gate's `onInconclusive`, where it is exposed.
 * @param given.references - by id of the condition, newest first: what `referencesOf` asks for.
 * @param given.waivers - those of the operator, never of whoever asks. They are applied before the conditions see the
 *   reports.
 * @throws AnalysisError `gate-unknown` with the gates that the policy has.
 * @example
 * ```ts
 * const policy = parsePolicy('version: 1\nname: mine\ngates: { merge: [{ id: unit, kind: tests }] }')
 * const subject = { service: 'shop', environment: null, version: '2', commit: null, digest: null, branch: 'main' }
 * const given = { policy, policyDigest: 'sha256:0', gate: 'merge', subject, reports: [], judgedAt: 0 }
 * judgeGate({ ...given, deadlinePassed: false, references: new Map(), waivers: [] }).observations // []: nothing was observed
 * ```
 */
export function judgeGate(given: {
  readonly policy: ResolvedPolicy
  readonly policyDigest: string
  readonly gate: string
  readonly subject: Subject
  readonly reports: readonly SubmittedReport[]
  readonly judgedAt: number
  readonly deadlinePassed: boolean
  readonly references: ReadonlyMap<string, readonly Reference[]>
  readonly waivers: readonly Waiver[]
}): JudgedGate {
  const { subject, reports, judgedAt } = given
  const gate = findGate(given.policy, given.gate)
  const waived = applyWaivers({ ...given, conditions: gate.conditions, digest: subject.digest })
  const judged = gate.conditions.map(({ id, kind, required, options }) =>
    conditions[kind].judge(options, {
      id,
      required,
      subject,
      reports: waived.reportsFor(id),
      judgedAt,
      references: given.references.get(id) ?? [],
    }),
  )
  const verdict = assembleVerdict({
    subject,
    policy: { name: given.policy.name, digest: given.policyDigest },
    gate: gate.name,
    exposure: gate.exposure,
    judgedAt,
    deadlinePassed: given.deadlinePassed,
    onInconclusive: gate.onInconclusive,
    parts: judged.map(({ part }) => waived.partOf(part)),
    evidence: reports.map(({ digest, name, content, collectedAt }) => ({
      digest,
      name,
      format: content.format,
      collectedAt,
    })),
    waivers: waived.uses(judged.map(({ part }) => part)),
  })
  const observations = judged.flatMap(({ part, observation }): ObservedCondition[] => {
    const accepted = verdict.verdict === 'promote' && goesOn(part.outcome)
    return observation === null ? [] : [{ condition: part.id, kind: part.kind, accepted, observation }]
  })
  return { verdict, observations }
}
