import { invalidArgument } from '../errors.ts'
import { mergeChangePoints } from './merge-change-points.ts'
import type { MeanShift } from './mean-shift.ts'
import { copied, type Sample } from './sample.ts'
import { splitSeries } from './split-series.ts'

/** A place where the level of a series changed, with the parts up to the change points next to it. */
export interface ChangePoint extends MeanShift {
  /** Index of the first value at the new level. */
  readonly index: number
}

export interface ChangePointOptions {
  /** Values in a window, whole, from 2. A change is looked for within one window at a time. Default 50. */
  readonly windowLength?: number
  /** Largest p-value of a change point that is kept, above 0 and below 1. Default 0.001. */
  readonly maxPValue?: number
  /** Change points of this magnitude or less are dropped, from 0; 0.05 is 5 %. Default 0. */
  readonly minMagnitude?: number
  /**
   * What is tested again once a change point is dropped. `neighbours` (default), as the paper says: both change points whose
   * parts grew. `otava`: the two that follow, so that the one before keeps the numbers of its shorter part, as Apache Otava
   * does; for equal answers.
   */
  readonly retest?: 'neighbours' | 'otava'
}

/**
 * Change points of a series of benchmark results, oldest first: for saying since when, not for raising an alarm at the last
 * value (`eDetector` does that).
 *
 * Split: windows that overlap by half are divided by `divisiveCandidate` as long as a t test of the two parts has
 * p ≤ 10 · maxPValue (2 · from 0.05 on). Merge: with parts that reach from change point to change point the weakest one is
 * dropped and its neighbours are tested again, until all have p < maxPValue and more than minMagnitude. The p-values follow a search: they
 * order change points, and are no error rates.
 *
 * @returns `null` for fewer than three values, which no test can tell apart; an empty array where nothing changed.
 * @throws AnalysisError `invalid-argument` for values that are not finite and options outside their range.
 * @see Fleming, Kołaczkowski et al. (2023), Hunter: using change point detection to hunt for performance regressions, ICPE.
 * @example
 * ```ts
 * changePoints([5, 6, 5, 6, 5, 6, 9, 8, 9, 8, 9, 8])[0].index // 6
 * ```
 */
export function changePoints(series: Sample, options: ChangePointOptions = {}): readonly ChangePoint[] | null {
  const { windowLength = 50, maxPValue = 0.001, minMagnitude = 0, retest = 'neighbours' } = options
  if (!(Number.isSafeInteger(windowLength) && windowLength >= 2))
    throw invalidArgument('windowLength', 'a whole number from 2', String(windowLength))
  if (!(maxPValue > 0 && maxPValue < 1))
    throw invalidArgument('maxPValue', 'a number above 0 and below 1', String(maxPValue))
  if (!(minMagnitude >= 0 && minMagnitude < Number.POSITIVE_INFINITY))
    throw invalidArgument('minMagnitude', 'a number from 0', String(minMagnitude))
  if (!['neighbours', 'otava'].includes(retest)) throw invalidArgument('retest', 'neighbours or otava', retest)
  const values = copied(series, 'values')
  if (values.length < 3) return null
  const weak = splitSeries(values, windowLength, weakLimit(maxPValue))
  return mergeChangePoints(values, weak, { maxPValue, minMagnitude, retest })
}

/** The p-value up to which a window is divided: merging needs more change points than will stay. */
function weakLimit(maxPValue: number): number {
  if (maxPValue < 0.05) return 10 * maxPValue
  return maxPValue < 0.5 ? 2 * maxPValue : maxPValue
}
