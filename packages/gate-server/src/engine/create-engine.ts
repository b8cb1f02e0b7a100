import { ServerError } from '../errors.ts'
import { cancelRun } from './cancel-run.ts'
import { compareSamples } from './compare-samples.ts'
import type { EngineDependencies } from './dependencies.ts'
import type { Engine } from './engine.ts'
import { evaluateGate } from './evaluate-gate.ts'
import { readRun } from './read-run.ts'
import { readVerdict } from './read-verdict.ts'
import { reportTraffic } from './report-traffic.ts'
import { resetReference } from './reset-reference.ts'
import type { Scheduler } from './scheduler.ts'
import { startRun } from './start-run.ts'

/** The verbs, bound to what they work with. */
export function createEngine(dependencies: EngineDependencies, scheduler: Scheduler): Engine {
  const { store } = dependencies
  const nudged = async <Value>(change: Promise<Value>): Promise<Value> => {
    const value = await change
    scheduler.nudge()
    return value
  }
  return {
    evaluateGate: (request) => evaluateGate(dependencies, request),
    findEvaluation: async (id) => {
      const evaluation = await store.evaluations.find(id)
      if (evaluation === null) throw new ServerError('not-found', `There is no evaluation '${id}'`)
      return evaluation
    },
    listReferences: (filter) => store.references.list(filter),
    resetReference: (request) => resetReference(dependencies, request),
    compareSamples,
    startRun: (request) => nudged(startRun(dependencies, request)),
    readRun: (id, options) => readRun(dependencies, id, options),
    reportTraffic: (id, stage) => nudged(reportTraffic(dependencies, id, stage)),
    cancelRun: (id) => cancelRun(dependencies, id),
    readVerdict: (filter) => readVerdict(dependencies, filter),
    checkReady: async () => {
      try {
        await store.ping()
      } catch (error) {
        throw new ServerError('unavailable', 'The store does not answer', { retryAfter: 5 }, { cause: error })
      }
    },
  }
}
