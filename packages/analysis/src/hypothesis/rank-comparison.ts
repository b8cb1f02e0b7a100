import type { Comparison } from './comparison.ts'
import { shiftOfSorted, withoutShift, type HodgesLehmann, type HodgesLehmannOptions } from './hodges-lehmann.ts'
import { testSorted, type MannWhitney, type MannWhitneyOptions } from './mann-whitney.ts'
import { checkLevel, sorted, type Sample } from './sample.ts'
import { tieCorrection } from './tie-correction.ts'

export interface RankComparison {
  readonly test: MannWhitney
  readonly shift: HodgesLehmann
}

/**
 * The Mann–Whitney test together with the Hodges–Lehmann shift and its interval, for the price of sorting the samples
 * once: what `mannWhitney` and `hodgesLehmann` give.
 *
 * @returns not comparable as `hodgesLehmann`.
 * @throws AnalysisError `invalid-argument` as these two.
 * @example
 * ```ts
 * rankComparison([1, 2, 3], [11, 12, 13]).shift.estimate // 10
 * ```
 */
export function rankComparison(
  control: Sample,
  experiment: Sample,
  options: MannWhitneyOptions & HodgesLehmannOptions = {},
): Comparison<RankComparison> {
  checkLevel(options.level ?? 0.95)
  const x = sorted(experiment, 'experiment')
  const y = sorted(control, 'control')
  const refusal = withoutShift(x, y)
  if (refusal !== null) return refusal
  const ties = tieCorrection(x, y)
  return { kind: 'compared', test: testSorted(x, y, ties, options), shift: shiftOfSorted(x, y, ties, options) }
}
