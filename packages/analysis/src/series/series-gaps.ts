import type { Reading } from './ordered-readings.ts'

/** Moments in a row without a number. */
export interface Gap {
  /** First and last moment of the gap, milliseconds since the epoch. */
  readonly start: number
  readonly end: number
  readonly moments: number
}

/** Where a regular series has no numbers. */
export interface Coverage {
  readonly gaps: readonly Gap[]
  /** Moments of the longest gap, 0 where there is none. */
  readonly longest: number
  /** Moments with a number. */
  readonly covered: number
  readonly moments: number
  /** `covered` of `moments`, or `null` where there is no moment at all. */
  readonly share: number | null
}

/**
 * The gaps of a series on a grid: where they are, how long, and how much is covered. A value that is not finite is a gap
 * as one that never came.
 *
 * @param readings - one per moment, as `regularSeries` gives them.
 * @example
 * ```ts
 * seriesGaps(regularSeries([{ at: 0, value: 7 }], { start: 0, end: 30, step: 10 }).readings).longest // 3
 * seriesGaps(regularSeries([{ at: 0, value: 7 }], { start: 0, end: 30, step: 10 }).readings).share // 0.25
 * ```
 */
export function seriesGaps(readings: readonly Reading[]): Coverage {
  const gaps: Gap[] = []
  let covered = 0
  let isOpen = false
  for (const { at, value } of readings) {
    const isGap = value.kind === 'missing'
    const before = isOpen ? gaps.pop() : undefined
    if (isGap) gaps.push({ start: before?.start ?? at, end: at, moments: (before?.moments ?? 0) + 1 })
    else if (before !== undefined) gaps.push(before)
    if (!isGap) covered += 1
    isOpen = isGap
  }
  const longest = gaps.reduce((most, gap) => Math.max(most, gap.moments), 0)
  const moments = readings.length
  return { gaps, longest, covered, moments, share: moments === 0 ? null : covered / moments }
}
