import { EventEmitter } from 'node:events'
import type { Run } from '../runs/index.ts'

/** Tells those who wait inside this process that a run has changed. Losing a notice costs time, never truth. */
export interface RunChanges {
  announce(run: Run): void
  /** Calls `listener` at each change of the run; the returned function ends that. */
  subscribe(id: string, listener: () => void): () => void
}

export function createRunChanges(): RunChanges {
  const emitter = new EventEmitter()
  // As many listeners as there are requests that wait.
  emitter.setMaxListeners(0)
  return {
    announce: (run) => void emitter.emit(run.id),
    subscribe: (id, listener) => {
      emitter.on(id, listener)
      return () => void emitter.off(id, listener)
    },
  }
}
