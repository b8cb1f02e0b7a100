import type { Measured, Point } from '../evidence/index.ts'
import { counterIncrease } from './counter-increase.ts'
import { orderedReadings, type Reading } from './ordered-readings.ts'
import { placeReadings } from './place-readings.ts'
import { missing } from './single-value.ts'
import type { TimeGrid } from './time-grid.ts'

/** Growth of a counter between two readings. */
export interface CounterGrowth {
  readonly increase: number
  /** `increase` per second between the two readings themselves, not between the moments that they stand for. */
  readonly perSecond: number
  /** How often the counter started again in between. */
  readonly resets: number
}

/** One step of a grid: the span (start, end], milliseconds since the epoch. */
export interface CounterInterval {
  readonly start: number
  readonly end: number
  readonly growth: Measured<CounterGrowth>
}

/**
 * Growth of a cumulative counter in each step of a grid. All readings between the two that stand for the ends of a step
 * are walked through, so that a restart inside it is seen; a restart counts as in `counterIncrease`. Nothing is
 * extrapolated: steps that follow each other share a reading, so that their increases add up to the whole.
 *
 * @returns one interval less than the grid has moments; its growth is missing as `window-not-covered` where no reading
 *   stands for an end (a gap), `negative`, `not-finite` or `inconsistent` where a reading on the way is such.
 * @throws AnalysisError `invalid-argument` as `momentsOf`.
 * @example
 * ```ts
 * counterIntervals([10, 15, 3].map((value, at) => ({ at: 1000 * at, value })), { start: 0, end: 2000, step: 1000 })[1].growth.value.increase // 3
 * ```
 */
export function counterIntervals(points: readonly Point[], grid: TimeGrid): readonly CounterInterval[] {
  const { readings } = orderedReadings(points)
  const { indices } = placeReadings(readings, grid)
  return Array.from(indices.subarray(1), (last, moment): CounterInterval => {
    const start = grid.start + moment * grid.step
    const first = indices[moment] ?? -1
    return { start, end: grid.start + (moment + 1) * grid.step, growth: growthOf(readings, first, last, start) }
  })
}

function growthOf(readings: readonly Reading[], first: number, last: number, start: number): Measured<CounterGrowth> {
  const [from, to] = [readings[first], readings[last]]
  if (from === undefined || to === undefined) {
    const end = from === undefined ? 'beginning' : 'end'
    return missing('window-not-covered', `No reading stands for the ${end} of the interval from ${start}`)
  }
  const values: number[] = []
  for (let index = first; index <= last; index += 1) {
    const value = readings[index]?.value ?? missing('no-data', `There is no reading ${index}`)
    if (value.kind === 'missing') return value
    if (value.value < 0) return missing('negative', `A counter cannot be ${value.value}`)
    values.push(value.value)
  }
  const growth = counterIncrease(values)
  if (growth === null) return missing('window-not-covered', `One reading stands for both ends from ${start}`)
  return { kind: 'measured', value: { ...growth, perSecond: (growth.increase * 1000) / (to.at - from.at) } }
}
