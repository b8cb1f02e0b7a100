import { invalidArgument } from '../errors.ts'

/** Evenly spaced moments `start`, `start + step`, … up to `end`, all in milliseconds. */
export interface TimeGrid {
  readonly start: number
  readonly end: number
  /** Above 0. */
  readonly step: number
  /** How far a reading may be from the moment that it stands for; default and at most half a step. */
  readonly tolerance?: number
}

/** More moments than any source answers with: a grid beyond this is a mistake in a unit. */
const maxMoments = 1_000_000

/**
 * How many moments a grid has.
 *
 * @throws AnalysisError `invalid-argument` for times that are not finite, an end before the start, a step that is not
 *   above 0, a tolerance that is negative or above half a step, and more than 1,000,000 moments.
 */
export function momentsOf(grid: TimeGrid): number {
  const { start, end, step } = grid
  if (!Number.isFinite(start)) throw invalidArgument('start', 'a finite time', String(start))
  if (!(Number.isFinite(end) && end >= start)) throw invalidArgument('end', 'a finite time from start on', String(end))
  if (!(Number.isFinite(step) && step > 0)) throw invalidArgument('step', 'a number above 0', String(step))
  const tolerance = toleranceOf(grid)
  if (!(tolerance >= 0 && tolerance <= step / 2)) {
    throw invalidArgument('tolerance', 'between 0 and half a step', String(tolerance))
  }
  const moments = Math.floor((end - start) / step) + 1
  if (!(moments <= maxMoments))
    throw invalidArgument('step', `one that gives at most ${maxMoments} moments`, String(step))
  return moments
}

/** The tolerance of a grid: half a step where none is given. */
export function toleranceOf({ step, tolerance }: TimeGrid): number {
  return tolerance ?? step / 2
}
