import { parentPort } from 'node:worker_threads'
import { checkBatch, type Batch } from './check-batch.ts'

/** Checks one batch at a time. */
parentPort?.on('message', (batch: Batch) => {
  parentPort?.postMessage(checkBatch(batch))
})
