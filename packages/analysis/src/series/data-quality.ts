import type { Measured, MissingReason } from '../evidence/index.ts'
import { invalidArgument } from '../errors.ts'

/** What is wrong with the values of one side, and how many of them are usable. */
export interface DataQuality {
  readonly total: number
  readonly measured: number
  /** How many values are missing for each reason that came up. */
  readonly missing: Readonly<Partial<Record<MissingReason, number>>>
  /** Missing values of all, or `null` where there are none at all. */
  readonly missingShare: number | null
  /** More than `limit` of the values are missing, or there are none: nothing should be decided on the rest. */
  readonly isDegraded: boolean
  /** Two measured values or more, and all the same: nothing in them measures noise. */
  readonly isConstant: boolean
}

/** Above this share of missing values a look is degraded. */
const degradedShare = 0.05

/**
 * The quality of one side's values: what is missing is counted by its reason and left out, never replaced by a number.
 *
 * @param options.limit - largest share of missing values that is not degraded, from 0 to below 1; default 0.05.
 * @throws AnalysisError `invalid-argument` for another limit.
 * @example
 * ```ts
 * dataQuality(regularSeries([{ at: 0, value: 7 }], { start: 0, end: 30, step: 10 }).readings.map(({ value }) => value)).missingShare // 0.75
 * ```
 */
export function dataQuality(
  values: readonly Measured<number>[],
  options: { readonly limit?: number } = {},
): DataQuality {
  const { limit = degradedShare } = options
  if (!(limit >= 0 && limit < 1)) throw invalidArgument('limit', 'from 0 to below 1', String(limit))
  const counts: Partial<Record<MissingReason, number>> = {}
  let measured = 0
  let first: number | null = null
  let differs = false
  for (const value of values) {
    if (value.kind === 'missing') {
      counts[value.reason] = (counts[value.reason] ?? 0) + 1
      continue
    }
    measured += 1
    first ??= value.value
    if (value.value !== first) differs = true
  }
  const total = values.length
  const missingShare = total === 0 ? null : (total - measured) / total
  return {
    total,
    measured,
    missing: counts,
    missingShare,
    isDegraded: !(missingShare !== null && missingShare <= limit),
    isConstant: measured >= 2 && !differs,
  }
}
