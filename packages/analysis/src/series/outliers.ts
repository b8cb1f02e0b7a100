import { invalidArgument } from '../errors.ts'
import type { Values } from '../descriptive/index.ts'

/** Which values a fence keeps. Both lists hold places in the sample, ascending. */
export interface Outliers {
  readonly kept: readonly number[]
  readonly removed: readonly number[]
  /** Values below `lower` or above `upper` are removed; `null` where there is no fence. */
  readonly lower: number | null
  readonly upper: number | null
  /** Removed values of all, 0 where there are none. */
  readonly removedShare: number
  /** More than `limit` of the values are removed: what is left is no sample of what was measured. */
  readonly isExcessive: boolean
  /** Why nothing was removed although values may lie far out. */
  readonly reason: 'empty' | 'no-spread' | null
}

/** What every fence is told. */
export interface FenceOptions {
  /** How many times its measure of spread the fence is wide; above 0. */
  readonly width?: number
  /** The largest share of removed values that is not excessive, from 0 to 1; default 0.05. */
  readonly limit?: number
}

/** Above this share the removed values are no accidents of measuring any more. */
const excessiveShare = 0.05

/** A fence around a middle, or `null` where there is no value. */
export interface Fence {
  readonly lower: number
  readonly upper: number
}

/**
 * Sorts the values of a sample by a fence. A fence without any width is none: with more than half of the values equal,
 * every other value would be removed, however near.
 *
 * @throws AnalysisError `invalid-argument` for a limit outside [0, 1].
 */
export function outliersBeyond(values: Values, fence: Fence | null, options: FenceOptions): Outliers {
  const { limit = excessiveShare } = options
  if (!(limit >= 0 && limit <= 1)) throw invalidArgument('limit', 'from 0 to 1', String(limit))
  const hasSpread = fence !== null && fence.upper > fence.lower
  const kept: number[] = []
  const removed: number[] = []
  for (let index = 0; index < values.length; index += 1) {
    const value = values[index] ?? Number.NaN
    const isInside = !hasSpread || (value >= fence.lower && value <= fence.upper)
    if (isInside) kept.push(index)
    else removed.push(index)
  }
  const removedShare = removed.length === 0 ? 0 : removed.length / values.length
  return {
    kept,
    removed,
    lower: hasSpread ? fence.lower : null,
    upper: hasSpread ? fence.upper : null,
    removedShare,
    isExcessive: removedShare > limit,
    reason: fence === null ? 'empty' : hasSpread ? null : 'no-spread',
  }
}

/**
 * The width of a fence.
 *
 * @throws AnalysisError `invalid-argument` unless it is finite and above 0.
 */
export function fenceWidth(width: number): number {
  if (!(Number.isFinite(width) && width > 0)) throw invalidArgument('width', 'a number above 0', String(width))
  return width
}
