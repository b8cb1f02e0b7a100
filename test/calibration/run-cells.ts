import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import type { Configuration } from './configurations.ts'
import { judgeBatch, type Batch, type BatchOutcomes } from './judge-batch.ts'
import type { SimulatedOutcome } from './judge-under-test.ts'
import type { Scenario } from './scenarios.ts'

/** What is simulated. */
export interface CellsRequest {
  readonly scenarios: readonly Scenario[]
  readonly configurations: readonly Configuration[]
  readonly reps: number
  readonly seed: number
  readonly lookSeconds: number
  readonly guards: boolean
}

/** One scenario under one configuration: an outcome a canary, in their order. */
export interface Cell {
  readonly scenario: Scenario
  readonly configuration: Configuration
  readonly outcomes: readonly SimulatedOutcome[]
}

/** About the requests of a batch: large enough to be worth a message, small enough that no worker waits long at the end. */
const batchRequests = 500_000

/**
 * Every cell of the request. The outcomes do not depend on the number of workers.
 *
 * @param workers - threads; 0 judges in the calling one.
 * @param onScenario - told when all of a scenario is judged.
 */
export async function runCells(
  request: CellsRequest,
  { workers, onScenario = () => {} }: { readonly workers: number; readonly onScenario?: (done: Scenario) => void },
): Promise<readonly Cell[]> {
  const rows = request.scenarios.map((scenario) => scenarioRow(scenario, request))
  const jobs = rows.flatMap((row) => row.batches.map((batch, place) => ({ row, batch, place })))
  let next = 0
  const work = async (judge: (batch: Batch) => Promise<BatchOutcomes>): Promise<void> => {
    for (;;) {
      const job = jobs[next++]
      if (job === undefined) return
      const { row, batch, place } = job
      try {
        row.outcomes[place] = await judge(batch)
      } catch (error) {
        // The other workers stop at their next batch.
        next = jobs.length
        throw error
      }
      row.open -= 1
      if (row.open === 0) onScenario(row.scenario)
    }
  }
  if (workers === 0) await work(async (batch) => Promise.resolve(judgeBatch(batch)))
  else await Promise.all(Array.from({ length: workers }, async () => withWorker(work)))
  return rows.flatMap(({ scenario, configurations, outcomes }) =>
    configurations.map((configuration, place) => ({
      scenario,
      configuration,
      outcomes: outcomes.flatMap((batch) => batch[place] ?? []),
    })),
  )
}

interface ScenarioRow {
  readonly scenario: Scenario
  readonly configurations: readonly Configuration[]
  readonly batches: readonly Batch[]
  readonly outcomes: BatchOutcomes[]
  open: number
}

function scenarioRow(scenario: Scenario, request: CellsRequest): ScenarioRow {
  const { seed, lookSeconds, guards } = request
  const reps = Math.ceil(request.reps / scenario.costs)
  const configurations = request.configurations.filter(({ judges }) => judges(scenario))
  const seconds = scenario.stages.reduce((sum, stage) => sum + stage.seconds, scenario.historyLooks * lookSeconds)
  const size = Math.max(1, Math.floor(batchRequests / (seconds * scenario.requestsPerSecond)))
  const starts = configurations.length === 0 ? 0 : Math.ceil(reps / size)
  const batches = Array.from({ length: starts }, (_, place) => ({
    scenario: scenario.id,
    configurations: configurations.map(({ name }) => name),
    seed,
    lookSeconds,
    guards,
    from: place * size,
    to: Math.min(reps, (place + 1) * size),
  }))
  return { scenario, configurations, batches, outcomes: [], open: batches.length }
}

/** Lends a worker to `use`; ends it whatever happens. */
async function withWorker(use: (judge: (batch: Batch) => Promise<BatchOutcomes>) => Promise<void>): Promise<void> {
  const worker = new Worker(new URL('./batch-worker.ts', import.meta.url), {
    execArgv: ['--conditions=@kosmos/source'],
  })
  try {
    await use(async (batch) => {
      worker.postMessage(batch)
      // An error of the judge arrives as the event `error`, which rejects this.
      const [outcomes] = (await once(worker, 'message')) as [BatchOutcomes]
      return outcomes
    })
  } finally {
    await worker.terminate()
  }
}
