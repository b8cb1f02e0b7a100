import type { Run } from '../runs/index.ts'
import type { EngineDependencies } from './dependencies.ts'

/** Lets a source that reads counters itself take their first values, so that the first look has something to differ from. */
export async function primeSource({ providers, clock }: EngineDependencies, run: Run): Promise<void> {
  const provider = providers.get(run.plan.source)
  const now = clock.now()
  const window = { start: now - run.plan.interval, end: now }
  await Promise.all(
    [run.baseline, run.canary].map(async (deployment) => {
      await provider?.prime?.({ subject: run.subject, deployment, window }, AbortSignal.timeout(run.plan.interval))
    }),
  )
}
