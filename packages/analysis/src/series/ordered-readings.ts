import type { Measured, Point } from '../evidence/index.ts'
import { missing } from './single-value.ts'

/** What was read at one moment: a finite number, or why there is none. */
export interface Reading {
  /** Milliseconds since the epoch. */
  readonly at: number
  readonly value: Measured<number>
}

/** Readings in order of time, one per moment, and what had to be put right for that. */
export interface OrderedReadings {
  readonly readings: readonly Reading[]
  /** Points that stood after a later one. */
  readonly unsorted: number
  /** Points that say again what another one of the same moment said; they are dropped. */
  readonly repeated: number
  /** Moments with several different values. Which one is true cannot be known: they are missing as `inconsistent`. */
  readonly conflicts: number
  /** Points whose time is no finite number; they are dropped. */
  readonly untimed: number
}

/**
 * Puts points into order: sorted by time, one reading per moment, every value that is not a finite number missing. A
 * NaN of the source, also Prometheus' mark for the end of a series, whose bits are lost on the way here, is missing as
 * `not-finite`. Linear time where the points are sorted already; the points are not changed.
 *
 * @example
 * ```ts
 * orderedReadings([{ at: 2, value: 5 }, { at: 1, value: 4 }]).unsorted // 1
 * orderedReadings([{ at: 1, value: 4 }, { at: 1, value: 5 }]).conflicts // 1
 * ```
 */
export function orderedReadings(points: readonly Point[]): OrderedReadings {
  const timed = points.filter(({ at }) => Number.isFinite(at))
  let unsorted = 0
  let latest = Number.NEGATIVE_INFINITY
  for (const { at } of timed) {
    if (at < latest) unsorted += 1
    else latest = at
  }
  if (unsorted > 0) timed.sort((one, other) => one.at - other.at)
  const readings: Reading[] = []
  let repeated = 0
  let conflicts = 0
  let index = 0
  while (index < timed.length) {
    const first = timed[index]
    if (first === undefined) break
    let differs = false
    index += 1
    for (let next = timed[index]; next?.at === first.at; next = timed[index]) {
      const isSame = next.value === first.value || (Number.isNaN(next.value) && Number.isNaN(first.value))
      if (isSame) repeated += 1
      else differs = true
      index += 1
    }
    if (differs) conflicts += 1
    readings.push({ at: first.at, value: differs ? conflict(first.at) : finite(first.value) })
  }
  return { readings, unsorted, repeated, conflicts, untimed: points.length - timed.length }
}

function finite(value: number): Measured<number> {
  return Number.isFinite(value) ? { kind: 'measured', value } : missing('not-finite', `The value is ${value}`)
}

function conflict(at: number): Measured<number> {
  return missing('inconsistent', `Several values came for the time ${at}`)
}
