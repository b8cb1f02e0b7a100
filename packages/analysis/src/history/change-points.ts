import { invalidArgument } from '../errors.ts'
import { mergeChangePoints } from './merge-change-points.ts'
import type { ChangePoint, ChangePointOptions } from './change-point.ts'
import { finiteValues, type Values } from '../descriptive/index.ts'
import { splitSeries } from './split-series.ts'

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
export function changePoints(series: Values, options: ChangePointOptions = {}): readonly ChangePoint[] | null {
  const { windowLength = 50, maxPValue = 0.001, minMagnitude = 0, retest = 'neighbours' } = options
  if (!(Number.isSafeInteger(windowLength) && windowLength >= 2))
    throw invalidArgument('windowLength', 'a whole number from 2', String(windowLength))
  if (!(maxPValue > 0 && maxPValue < 1))
    throw invalidArgument('maxPValue', 'a number above 0 and below 1', String(maxPValue))
  if (!(minMagnitude >= 0 && minMagnitude < Number.POSITIVE_INFINITY))
    throw invalidArgument('minMagnitude', 'a number from 0', String(minMagnitude))
  if (!['neighbours', 'otava'].includes(retest)) throw invalidArgument('retest', 'neighbours or otava', retest)
  const values = new Float64Array(finiteValues(series))
  if (values.length < 3) return null
  // By a power of 2, which rounds nothing: squares of values near the largest or the smallest number are none.
  const unit = 2 ** Math.floor(Math.log2(values.reduce((most, value) => Math.max(most, Math.abs(value)), 0))) || 1
  const scaled = values.map((value) => value / unit)
  const weak = splitSeries(scaled, windowLength, weakLimit(maxPValue))
  return mergeChangePoints(scaled, weak, { maxPValue, minMagnitude, retest }).map((point) => ({
    ...point,
    meanBefore: point.meanBefore * unit,
    meanAfter: point.meanAfter * unit,
  }))
}

/** The p-value up to which a window is divided: merging needs more change points than will stay. */
function weakLimit(maxPValue: number): number {
  if (maxPValue < 0.05) return 10 * maxPValue
  return maxPValue < 0.5 ? 2 * maxPValue : maxPValue
}
