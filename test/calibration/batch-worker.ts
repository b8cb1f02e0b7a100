import { parentPort } from 'node:worker_threads'
import { judgeBatch, type Batch } from './judge-batch.ts'

/** Judges one batch at a time. */
parentPort?.on('message', (batch: Batch) => {
  parentPort?.postMessage(judgeBatch(batch))
})
