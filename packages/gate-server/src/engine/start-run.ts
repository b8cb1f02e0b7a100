import { ServerError } from '../errors.ts'
import { createRun, transition, type Run } from '../runs/index.ts'
import { checkQueries } from './check-queries.ts'
import { claimId } from './claim-id.ts'
import type { EngineDependencies } from './dependencies.ts'
import type { StartRunRequest } from './engine.ts'
import { findPolicy } from './find-policy.ts'
import { primeSource } from './prime-source.ts'

/**
 * Starts a canary run. A run of the same service and environment that is still going is superseded: two canaries at
 * once would be each other's noise.
 *
 * @throws ServerError `request-invalid` where the policy has no canary plan, its source is not configured, a query cannot
 *   be asked, or both sides would read the same.
 */
export async function startRun(dependencies: EngineDependencies, request: StartRunRequest): Promise<Run> {
  const { store, clock } = dependencies
  const { policy, document, digest } = findPolicy(dependencies.policies, request.policy)
  const plan = policy.canary
  if (plan === null) {
    throw new ServerError('request-invalid', `Policy '${policy.name}' has no canary plan; expected a 'canary' section`)
  }
  const provider = dependencies.providers.get(plan.source)
  if (provider === undefined) {
    const known = [...dependencies.providers.keys()].join(', ')
    throw new ServerError(
      'request-invalid',
      `Policy '${policy.name}' reads the source '${plan.source}', which is not configured here; known are: ${known}`,
    )
  }
  checkQueries(provider, plan, request)
  const { id, isNew } = await claimId(dependencies, request.idempotency)
  if (!isNew) {
    const earlier = await store.runs.find(id)
    if (earlier !== null) return earlier
  }
  const now = clock.now()
  const run = createRun({
    id,
    now,
    subject: request.subject,
    policy: { name: policy.name, digest },
    policyDocument: document,
    plan,
    baseline: request.baseline,
    canary: request.canary,
    advance: request.advance,
  })
  await supersedeOthers(dependencies, run)
  await primeSource(dependencies, run)
  await store.runs.create(run)
  dependencies.runChanges.announce(run)
  dependencies.logger.info({ run: id, service: run.subject.service, version: run.subject.version }, 'run started')
  return run
}

async function supersedeOthers({ store, clock, runChanges }: EngineDependencies, by: Run): Promise<void> {
  for (const other of await store.runs.active(by.subject.service, by.subject.environment)) {
    let current: Run | null = other
    // A look may land in between; the superseding event then goes to the newer revision.
    while (current !== null && current.status !== 'completed') {
      const next: Run = transition(current, { type: 'superseded', at: clock.now(), by: by.id })
      if (await store.runs.replace(next)) {
        runChanges.announce(next)
        break
      }
      current = await store.runs.find(other.id)
    }
  }
}
