/** How much a counter grew, and how often it started again. */
export interface CounterIncrease {
  readonly increase: number
  readonly resets: number
}

/**
 * Growth of a cumulative counter over its readings in order of time. A reading below the one before is a restart: the
 * counter began at 0 again, so the whole new reading is growth. Nothing is extrapolated.
 *
 * @returns `null` for fewer than two readings, or where one is negative or not finite: growth is then unknown.
 * @example
 * ```ts
 * counterIncrease([10, 15, 3, 4]) // { increase: 9, resets: 1 }
 * ```
 */
export function counterIncrease(readings: readonly number[]): CounterIncrease | null {
  if (readings.length < 2) return null
  let increase = 0
  let resets = 0
  let before: number | null = null
  for (const reading of readings) {
    if (!(Number.isFinite(reading) && reading >= 0)) return null
    if (before !== null) {
      increase += reading < before ? reading : reading - before
      if (reading < before) resets += 1
    }
    before = reading
  }
  return { increase, resets }
}
