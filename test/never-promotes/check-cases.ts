import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import { checkBatch, type Batch, type BatchResult } from './check-batch.ts'

/** Large enough that a worker's start is nothing, small enough to hear of progress. */
const batchCases = 2500

/** What a whole check came to. */
export interface CheckedCases {
  readonly cases: number
  readonly counterexamples: readonly string[]
}

/**
 * Checks so many cases. Batch `n` has the seed `seed + n`, so that the cases do not depend on the number of workers.
 *
 * @param workers - threads; 0 checks in the calling one.
 */
export async function checkCases(
  { cases, seed }: { readonly cases: number; readonly seed: number },
  { workers, onBatch = () => {} }: { readonly workers: number; readonly onBatch?: (cases: number) => void },
): Promise<CheckedCases> {
  const batches: readonly Batch[] = Array.from({ length: Math.ceil(cases / batchCases) }, (_, at) => ({
    seed: seed + at,
    cases: Math.min(batchCases, cases - at * batchCases),
  }))
  const counterexamples: string[] = []
  let [next, done] = [0, 0]
  const work = async (check: (batch: Batch) => Promise<BatchResult>): Promise<void> => {
    for (let batch = batches[next++]; batch !== undefined; batch = batches[next++]) {
      const result = await check(batch)
      done += result.cases
      if (result.counterexample !== null) counterexamples.push(result.counterexample)
      onBatch(done)
    }
  }
  if (workers === 0) await work((batch) => Promise.resolve(checkBatch(batch)))
  else await Promise.all(Array.from({ length: workers }, () => withWorker(work)))
  return { cases: done, counterexamples }
}

/** Lends a worker to `use`; ends it whatever happens. */
async function withWorker(use: (check: (batch: Batch) => Promise<BatchResult>) => Promise<void>): Promise<void> {
  const worker = new Worker(new URL('./batch-worker.ts', import.meta.url), {
    execArgv: ['--conditions=@kosmos/source'],
  })
  try {
    await use(async (batch) => {
      worker.postMessage(batch)
      // An error inside arrives as the event `error`, which rejects this.
      const [result] = (await once(worker, 'message')) as [BatchResult]
      return result
    })
  } finally {
    await worker.terminate()
  }
}
