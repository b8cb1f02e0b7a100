import type { Clock } from '../../src/engine/index.ts'

/** Time that moves only when told to. */
export interface DrivenClock extends Clock {
  /** Moves time on, waking what is due on the way, in order. */
  advance(ms: number): void
}

export function drivenClock(start: number): DrivenClock {
  let now = start
  const wakes = new Set<{ readonly at: number; readonly wake: () => void }>()
  return {
    now: () => now,
    after: (ms, wake) => {
      const entry = { at: now + ms, wake }
      wakes.add(entry)
      return () => void wakes.delete(entry)
    },
    advance: (ms) => {
      const until = now + ms
      for (;;) {
        const next = [...wakes].filter(({ at }) => at <= until).sort((one, other) => one.at - other.at)[0]
        if (next === undefined) break
        wakes.delete(next)
        now = Math.max(now, next.at)
        next.wake()
      }
      now = until
    },
  }
}
