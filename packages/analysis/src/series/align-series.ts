import type { Measured, Point } from '../evidence/index.ts'
import { invalidArgument } from '../errors.ts'
import { clockSkew } from './clock-skew.ts'
import { orderedReadings, type Reading } from './ordered-readings.ts'
import { placeReadings } from './place-readings.ts'
import { readingsAt, type PlacementFacts } from './regular-series.ts'
import { missing } from './single-value.ts'
import type { TimeGrid } from './time-grid.ts'

/** Both sides at one moment. */
export interface AlignedReading {
  /** Milliseconds since the epoch. */
  readonly at: number
  readonly control: Measured<number>
  readonly experiment: Measured<number>
}

/** Two series on one grid, and all that did not fit. */
export interface Alignment {
  readonly readings: readonly AlignedReading[]
  /** Moments with a number on both sides: the only ones to compare. */
  readonly paired: number
  /** Moments with a number on this side only. */
  readonly unpaired: { readonly control: number; readonly experiment: number }
  /** What putting each side onto the grid did to it. */
  readonly facts: { readonly control: PlacementFacts; readonly experiment: PlacementFacts }
}

/**
 * Pairs control and experiment by time, so that what hits both at once cancels: at each moment of a grid the nearest
 * point of each side within half a step. What has no partner is not compared, and counted. Nothing is interpolated.
 *
 * Without `start` the grid begins with the control's first point (the experiment's where there is none) and reaches over
 * both series. Two sides whose scrapes are half a step apart fall now into one moment and now into the next: `displaced`
 * then counts what was lost; give a `start` between them.
 *
 * @param options.step - milliseconds between two points of a side.
 * @param options.skew - how much later the experiment's clock is known to be, in milliseconds; by default read from the
 *   ends of the series (`clockSkew`).
 * @returns missing as `no-data` where both sides are empty, and as `inconsistent` where the clocks of the sides differ by
 *   more than one step: pairs would then hold different moments.
 * @throws AnalysisError `invalid-argument` as `momentsOf`, and for a skew that is not finite.
 * @example
 * ```ts
 * alignSeries([{ at: 0, value: 1 }], [{ at: 4, value: 2 }], { step: 10 }).value.paired // 1
 * alignSeries([], [], { step: 10 }).reason // "no-data"
 * ```
 */
export function alignSeries(
  control: readonly Point[],
  experiment: readonly Point[],
  options: Partial<TimeGrid> & Pick<TimeGrid, 'step'> & { readonly skew?: number },
): Measured<Alignment> {
  const { readings: controls, ...controlOrder } = orderedReadings(control)
  const { readings: experiments, ...experimentOrder } = orderedReadings(experiment)
  const { step } = options
  if (!(Number.isFinite(step) && step > 0)) throw invalidArgument('step', 'a number above 0', String(step))
  const skew = options.skew ?? clockSkew(controls, experiments)
  if (!Number.isFinite(skew)) throw invalidArgument('skew', 'a finite number of milliseconds', String(skew))
  const anchor = options.start ?? controls[0]?.at ?? experiments[0]?.at
  if (anchor === undefined || controls.length + experiments.length === 0) {
    return missing('no-data', 'Neither side has a point')
  }
  if (Math.abs(skew) > step) {
    const which = skew > 0 ? 'later' : 'earlier'
    return missing(
      'inconsistent',
      `The experiment's clock is ${Math.abs(skew)} ms ${which} than the control's, more than one step of ${step} ms`,
    )
  }
  const grid = gridOver([controls[0], controls.at(-1), experiments[0], experiments.at(-1)], anchor, options)
  const { indices: controlAt, ...controlPlaces } = placeReadings(controls, grid)
  const { indices: experimentAt, ...experimentPlaces } = placeReadings(experiments, grid)
  const experimentReadings = readingsAt(experiments, experimentAt, grid)
  let paired = 0
  const unpaired = { control: 0, experiment: 0 }
  const readings = readingsAt(controls, controlAt, grid).map(({ at, value }, moment): AlignedReading => {
    const other = experimentReadings[moment]?.value ?? missing('no-data', 'There is no such moment')
    if (value.kind === 'measured' && other.kind === 'measured') paired += 1
    else if (value.kind === 'measured') unpaired.control += 1
    else if (other.kind === 'measured') unpaired.experiment += 1
    return { at, control: value, experiment: other }
  })
  return {
    kind: 'measured',
    value: {
      readings,
      paired,
      unpaired,
      facts: {
        control: { ...controlOrder, ...controlPlaces },
        experiment: { ...experimentOrder, ...experimentPlaces },
      },
    },
  }
}

/** A grid through the anchor that reaches over the ends of both series, where the caller did not say otherwise. */
function gridOver(
  ends: readonly (Reading | undefined)[],
  anchor: number,
  options: Partial<TimeGrid> & Pick<TimeGrid, 'step'>,
): TimeGrid {
  const { step, start, tolerance = step / 2 } = options
  const times = ends.flatMap((reading) => (reading === undefined ? [] : [reading.at]))
  const nearest = (at: number): number => anchor + Math.floor((at - anchor) / step + 0.5) * step
  const from = start ?? nearest(Math.min(...times))
  return { step, tolerance, start: from, end: options.end ?? Math.max(from, nearest(Math.max(...times))) }
}
