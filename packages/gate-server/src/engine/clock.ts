/** Time as an argument: the real clock in the service, a driven one in tests. */
export interface Clock {
  /** Milliseconds since the epoch. */
  readonly now: () => number
  /** Calls `wake` once after `ms` milliseconds; the returned function cancels it. */
  readonly after: (ms: number, wake: () => void) => () => void
}

/** The machine's clock. Its timers do not keep the process alive. */
export const systemClock: Clock = {
  now: () => Date.now(),
  after: (ms, wake) => {
    const timer = setTimeout(wake, ms)
    timer.unref()
    return () => clearTimeout(timer)
  },
}
