import { bestDivision } from './divisive-candidate.ts'
import { meanShift } from './mean-shift.ts'

/** A part of a series with the place where it divides best. */
interface Division {
  readonly from: number
  readonly to: number
  readonly index: number
  readonly statistic: number
}

/** Indices, in order, at which windows of a series divide with p ≤ limit. Windows start half a window apart, and never before the last index found. */
export function splitSeries(series: Float64Array, windowLength: number, limit: number): readonly number[] {
  const step = Math.floor(windowLength / 2)
  const found: number[] = []
  let start = 0
  while (start < series.length) {
    const inWindow = splitWindow(series, start, Math.min(start + windowLength, series.length), limit)
    found.push(...inWindow)
    start = Math.max(inWindow.at(-1) ?? 0, start + step)
  }
  return found
}

/** Divides the part with the clearest division, until that one is not significant. */
function splitWindow(series: Float64Array, from: number, to: number, limit: number): readonly number[] {
  const found: number[] = []
  let parts = divisionOf(series, from, to)
  for (;;) {
    const [first, ...rest] = parts
    if (first === undefined) break
    const clearest = rest.reduce((best, part) => (part.statistic > best.statistic ? part : best), first)
    const { index } = clearest
    const { pValue } = meanShift(series.subarray(clearest.from, index), series.subarray(index, clearest.to))
    if (!(pValue <= limit)) break
    found.push(index)
    parts = parts.flatMap((part) =>
      part === clearest ? [...divisionOf(series, part.from, index), ...divisionOf(series, index, part.to)] : [part],
    )
  }
  return found.toSorted((one, other) => one - other)
}

/** The best division of a part; none of a single value. */
function divisionOf(series: Float64Array, from: number, to: number): readonly Division[] {
  if (to - from < 2) return []
  const { index, statistic } = bestDivision(series.subarray(from, to), 1)
  return [{ from, to, index: from + index, statistic }]
}
