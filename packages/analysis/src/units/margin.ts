import { refused } from './refused.ts'
import { parsePercentage, parsePoints } from './share.ts'
import { strictNumber } from './strict-number.ts'

const expected = 'a margin such as 10%, 0.1pp or max(0.1pp, 50% of baseline)'

/**
 * A size of an effect: an absolute part in the metric's own unit and a part relative to the baseline. The larger holds.
 */
export interface Margin {
  readonly absolute: number
  readonly relative: number
}

/**
 * Reads `10%` (relative), `10% of baseline`, `0.1pp` (absolute, in percentage points), `5` (absolute, in the metric's
 * unit) and `max(0.1pp, 50% of baseline)`.
 *
 * @throws AnalysisError `invalid-argument`.
 * @example
 * ```ts
 * parseMargin('max(0.1pp, 50% of baseline)') // { absolute: 0.001, relative: 0.5 }
 * ```
 */
export function parseMargin(text: string): Margin {
  const trimmed = text.trim()
  const inside = /^max\((.*)\)$/.exec(trimmed)?.[1]
  const parts = (inside ?? trimmed).split(',').map((part) => part.trim())
  if (parts.length > 2 || (inside === undefined && parts.length > 1)) throw refused('margin', expected, text)
  const margins = parts.map((part) => single(part, text))
  return {
    absolute: margins.reduce((most, one) => Math.max(most, one.absolute), 0),
    relative: margins.reduce((most, one) => Math.max(most, one.relative), 0),
  }
}

function single(part: string, whole: string): Margin {
  const bare = part.replace(/ of baseline$/, '')
  try {
    if (bare.endsWith('%')) return { absolute: 0, relative: parsePercentage(bare) }
    if (bare.endsWith('pp')) return { absolute: parsePoints(bare), relative: 0 }
  } catch {
    throw refused('margin', expected, whole)
  }
  const value = strictNumber(bare)
  if (value === null || !(value >= 0) || bare !== part) throw refused('margin', expected, whole)
  return { absolute: value, relative: 0 }
}
