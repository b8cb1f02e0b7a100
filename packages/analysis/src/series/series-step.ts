import type { Measured, Point } from '../evidence/index.ts'
import { invalidArgument } from '../errors.ts'
import { orderedReadings } from './ordered-readings.ts'
import { missing } from './single-value.ts'

/** How far apart the points of a series are. */
export interface SeriesStep {
  /** Milliseconds. */
  readonly step: number
  /** Distances between points that follow each other. */
  readonly intervals: number
  /** Distances that are no whole multiple of the step, by more than a tenth of it. */
  readonly irregular: number
}

/** A scrape may come this share of a step too early or too late. */
const jitterShare = 0.1

/**
 * The step of a series: the (lower) median distance between points that follow each other. Lost points leave distances of
 * several steps and do not move it while fewer than half of the distances are such; where every second point is lost,
 * twice the true step comes out, and only an expected step can tell.
 *
 * @param options.expected - milliseconds; where the step differs from it by more than a tenth, it is missing.
 * @returns missing as `no-data` for fewer than two moments and as `inconsistent` for a step other than the expected one.
 * @throws AnalysisError `invalid-argument` for an expected step that is not above 0.
 * @example
 * ```ts
 * seriesStep([0, 15, 30, 60].map((at) => ({ at, value: 1 }))).value.step // 15
 * seriesStep([{ at: 0, value: 1 }]).reason // "no-data"
 * ```
 */
export function seriesStep(
  points: readonly Point[],
  options: { readonly expected?: number } = {},
): Measured<SeriesStep> {
  const { expected } = options
  if (expected !== undefined && !(Number.isFinite(expected) && expected > 0)) {
    throw invalidArgument('expected', 'a number above 0', String(expected))
  }
  const { readings } = orderedReadings(points)
  const distances = new Float64Array(Math.max(0, readings.length - 1))
  for (let index = 0; index < distances.length; index += 1) {
    distances[index] = (readings[index + 1]?.at ?? Number.NaN) - (readings[index]?.at ?? Number.NaN)
  }
  distances.sort()
  const step = distances[(distances.length - 1) >> 1]
  if (step === undefined) return missing('no-data', `A step needs two moments, the series has ${readings.length}`)
  if (expected !== undefined && !(Math.abs(step - expected) <= jitterShare * expected)) {
    return missing('inconsistent', `The points are ${step} ms apart, expected ${expected} ms`)
  }
  const irregular = distances.reduce((count, distance) => count + (isMultiple(distance, step) ? 0 : 1), 0)
  return { kind: 'measured', value: { step, intervals: distances.length, irregular } }
}

function isMultiple(distance: number, step: number): boolean {
  const steps = Math.round(distance / step)
  return steps >= 1 && Math.abs(distance - steps * step) <= jitterShare * step
}
