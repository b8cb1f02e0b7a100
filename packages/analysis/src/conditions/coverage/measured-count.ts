import type { CoverageCount, CoverageCounts } from '../../evidence/index.ts'
import type { Judgement } from '../condition.ts'
import type { CoverageKind, CoverageReason } from './coverage-reason.ts'

/** A count that can be judged, or the judgement that there is none. */
export type MeasuredCount =
  | { readonly kind: 'count'; readonly count: CoverageCount; readonly share: number }
  | { readonly kind: 'none'; readonly judgement: Judgement<CoverageReason> }

/** A count of some coverage: 0 of 0 covers nothing, and more covered than there is cannot be. */
export function measuredCount(counts: CoverageCounts, of: CoverageKind, subject: string): MeasuredCount {
  const count = counts[of]
  const none = (judgement: Judgement<CoverageReason>): MeasuredCount => ({ kind: 'none', judgement })
  if (count === null) {
    const sentence = `${subject} says nothing about ${of}`
    return none({ code: 'coverage-not-measured', outcome: 'inconclusive', sentence })
  }
  const { covered, total } = count
  if (!(total > 0)) {
    const sentence = `${subject} measured no ${of}: 0 of 0 covers nothing`
    return none({ code: 'coverage-of-nothing', outcome: 'fail', sentence })
  }
  if (!(covered >= 0 && covered <= total && total < Number.POSITIVE_INFINITY)) {
    const sentence = `${subject} says that ${covered} of ${total} ${of} are covered, which cannot be`
    return none({ code: 'coverage-not-measured', outcome: 'error', sentence })
  }
  return { kind: 'count', count, share: covered / total }
}
