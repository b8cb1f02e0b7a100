import type { AlignedReading } from './align-series.ts'

/** The moments at which both sides have a number, as three columns of equal length. */
export interface CompletePairs {
  readonly at: Float64Array
  readonly control: Float64Array
  readonly experiment: Float64Array
}

/**
 * The pairs that may be compared; every other moment is left out.
 *
 * @example
 * ```ts
 * completePairs(alignSeries([{ at: 0, value: 1 }], [{ at: 4, value: 2 }], { step: 10 }).value.readings).experiment.length // 1
 * ```
 */
export function completePairs(readings: readonly AlignedReading[]): CompletePairs {
  const at = new Float64Array(readings.length)
  const control = new Float64Array(readings.length)
  const experiment = new Float64Array(readings.length)
  let count = 0
  for (const reading of readings) {
    if (reading.control.kind !== 'measured' || reading.experiment.kind !== 'measured') continue
    at[count] = reading.at
    control[count] = reading.control.value
    experiment[count] = reading.experiment.value
    count += 1
  }
  return { at: at.slice(0, count), control: control.slice(0, count), experiment: experiment.slice(0, count) }
}
