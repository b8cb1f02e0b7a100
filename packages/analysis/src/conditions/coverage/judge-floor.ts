import type { CoverageCounts } from '../../evidence/index.ts'
import { formatShare } from '../../units/index.ts'
import type { Judgement } from '../condition.ts'
import type { CoverageKind, CoverageReason } from './coverage-reason.ts'
import { ofText, percent, points } from './coverage-text.ts'
import { measuredCount } from './measured-count.ts'
import { shareMeasurement } from './share-measurement.ts'

/** Coverage that a floor is put on, and the words for it. */
export interface FlooredCoverage {
  readonly counts: CoverageCounts
  /** Begins a sentence: `Report 'coverage.xml'`. */
  readonly subject: string
  /** Where the numbers come from, in brackets behind them: `coverage.xml`. */
  readonly source: string
}

/** Compares a count with its floor; the sentence says how far it is from it. */
export function judgeFloor(
  { counts, subject, source }: FlooredCoverage,
  of: CoverageKind,
  limit: number,
): Judgement<CoverageReason> {
  const measured = measuredCount(counts, of, subject)
  if (measured.kind === 'none') return measured.judgement
  const { count, share } = measured
  const reached = share >= limit
  const distance = share === limit ? 'at' : reached ? 'at or above' : `${points(limit - share)} below`
  return {
    code: reached ? 'coverage-reached' : 'coverage-below-floor',
    outcome: reached ? 'pass' : 'fail',
    sentence: `Coverage of ${of} is ${percent(share)} (${ofText(count)}, ${source}), ${distance} the floor of ${formatShare(limit)}`,
    facts: { share, covered: count.covered, total: count.total, limit },
    measurement: shareMeasurement(share, limit, count.total),
  }
}
