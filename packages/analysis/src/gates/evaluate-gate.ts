import { conditions } from '../conditions/index.ts'
import { AnalysisError } from '../errors.ts'
import type { SubmittedReport } from '../evidence/index.ts'
import type { Gate, ResolvedPolicy } from '../policy/index.ts'
import type { Subject } from '../subject.ts'
import { assembleVerdict, type Verdict } from '../verdict/index.ts'

/**
 * Judges a gate: every condition on the reports that came, put together into one verdict.
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
  const { subject, reports, judgedAt } = given
  const gate = findGate(given.policy, given.gate)
  return assembleVerdict({
    subject,
    policy: { name: given.policy.name, digest: given.policyDigest },
    gate: gate.name,
    exposure: gate.exposure,
    judgedAt,
    deadlinePassed: given.deadlinePassed,
    onInconclusive: gate.onInconclusive,
    parts: gate.conditions.map(
      ({ id, kind, required, options }) =>
        conditions[kind].judge(options, { id, required, subject, reports, judgedAt, references: [] }).part,
    ),
    evidence: reports.map(({ digest, name, content, collectedAt }) => ({
      digest,
      name,
      format: content.format,
      collectedAt,
    })),
  })
}

function findGate(policy: ResolvedPolicy, name: string): Gate {
  const gate = policy.gates.find((one) => one.name === name)
  if (gate !== undefined) return gate
  const known = policy.gates.map((one) => one.name)
  throw new AnalysisError(
    'gate-unknown',
    `Policy '${policy.name}' has no gate '${name}'; it has ${known.length === 0 ? 'none' : known.join(', ')}`,
    { gate: name, known },
  )
}
