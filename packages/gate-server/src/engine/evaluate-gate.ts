import { judgeGate } from '@kosmos/analysis/gates'
import type { StoredEvaluation } from '../storage/index.ts'
import { claimId } from './claim-id.ts'
import type { EngineDependencies } from './dependencies.ts'
import type { EvaluateGateRequest } from './engine.ts'
import { findPolicy } from './find-policy.ts'
import { loadReferences } from './load-references.ts'

/** Judges a gate on the reports that came with the request, and keeps the verdict before it is answered. */
export async function evaluateGate(
  dependencies: EngineDependencies,
  request: EvaluateGateRequest,
): Promise<StoredEvaluation> {
  const { store, clock, metrics } = dependencies
  const found = findPolicy(dependencies.policies, request.policy)
  const { policy, document, digest } = found
  const judgedAt = clock.now()
  const reports = await Promise.all(request.reports.map((report) => dependencies.readReport(report, judgedAt)))
  const { verdict, observations } = judgeGate({
    policy,
    policyDigest: digest,
    gate: request.gate,
    subject: request.subject,
    reports,
    judgedAt,
    deadlinePassed: request.deadline !== null && judgedAt >= request.deadline,
    references: await loadReferences(store.references, found, request),
    waivers: dependencies.waivers,
  })
  const { id, isNew } = await claimId(dependencies, request.idempotency)
  if (!isNew) {
    const earlier = await store.evaluations.find(id)
    // A key that was claimed by a request which died before its append: this one takes its place.
    if (earlier !== null) return earlier
  }
  const evaluation: StoredEvaluation = { id, createdAt: judgedAt, policyDocument: document, verdict }
  await store.evaluations.append(
    evaluation,
    observations.map((one) => ({ ...one, policy: found.key })),
  )
  metrics.verdicts.inc({ gate: verdict.gate, verdict: verdict.verdict, outcome: verdict.outcome })
  return evaluation
}
