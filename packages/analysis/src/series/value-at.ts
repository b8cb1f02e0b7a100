import type { Measured, Point } from '../evidence/index.ts'
import { invalidArgument } from '../errors.ts'
import { orderedReadings } from './ordered-readings.ts'
import { missing } from './single-value.ts'

/**
 * The value of a series at a time: its newest point at or before it, if that is not stale. A point that is not finite
 * ends the series as Prometheus' stale mark does: no older point stands in for it.
 *
 * @param at - milliseconds since the epoch; later points are not looked at.
 * @param options.step - milliseconds between two points.
 * @param options.maxSteps - how many steps old a point may be, itself included; default 2.
 * @returns missing as `no-data` (no point up to then), `stale` (older than `maxSteps` steps), `not-finite`, or
 *   `inconsistent` (several values for the newest moment).
 * @throws AnalysisError `invalid-argument` for a time that is not finite, and a step or a number of steps that is not
 *   above 0.
 * @example
 * ```ts
 * valueAt([{ at: 0, value: 5 }], 20, { step: 10 }).value // 5
 * valueAt([{ at: 0, value: 5 }], 21, { step: 10 }).reason // "stale"
 * valueAt([{ at: 0, value: 5 }, { at: 10, value: NaN }], 20, { step: 10 }).reason // "not-finite"
 * ```
 */
export function valueAt(
  points: readonly Point[],
  at: number,
  options: { readonly step: number; readonly maxSteps?: number },
): Measured<number> {
  const { step, maxSteps = 2 } = options
  if (!Number.isFinite(at)) throw invalidArgument('at', 'a finite time', String(at))
  if (!(Number.isFinite(step) && step > 0)) throw invalidArgument('step', 'a number above 0', String(step))
  if (!(Number.isFinite(maxSteps) && maxSteps > 0)) {
    throw invalidArgument('maxSteps', 'a number above 0', String(maxSteps))
  }
  const newest = orderedReadings(points.filter((point) => point.at <= at)).readings.at(-1)
  if (newest === undefined) return missing('no-data', `There is no point up to ${at}`)
  const age = at - newest.at
  if (!(age <= maxSteps * step)) {
    return missing('stale', `The newest point is ${age} ms old, more than ${maxSteps} steps of ${step} ms`)
  }
  return newest.value
}
