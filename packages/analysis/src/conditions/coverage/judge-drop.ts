import type { CoverageCounts, Reference } from '../../evidence/index.ts'
import { formatShare } from '../../units/index.ts'
import type { Judgement } from '../condition.ts'
import type { CoverageKind, CoverageReason } from './coverage-reason.ts'
import { ofText, percent, points } from './coverage-text.ts'
import { measuredCount } from './measured-count.ts'

/** How far coverage may be below its reference. Shares. */
export interface DropLimit {
  readonly reference: string
  readonly points: number
  /** A drop is no failure as long as coverage is at or above this. */
  readonly unlessAbove?: number | undefined
}

/** Differences of shares are not exact in binary: 80 % − 79.5 % is a little more than 0.5 points. */
const rounding = 1e-9

/**
 * Compares a count with what was accepted on the reference's branch.
 *
 * @param name - what is compared, for the sentence: `of lines` or `of lines of unit`.
 */
export function judgeDrop(
  counts: CoverageCounts,
  accepted: CoverageCounts,
  of: CoverageKind,
  limit: DropLimit,
  reference: Reference,
  name: string,
): Judgement<CoverageReason> {
  const now = measuredCount(counts, of, `The coverage ${name}`)
  if (now.kind === 'none') return now.judgement
  const before = measuredCount(accepted, of, `The reference of ${limit.reference}`)
  if (before.kind === 'none') {
    return {
      code: 'coverage-not-measured',
      outcome: 'inconclusive',
      sentence: `${before.judgement.sentence}: the drop cannot be judged`,
    }
  }
  const drop = before.share - now.share
  const allowed = limit.unlessAbove !== undefined && now.share >= limit.unlessAbove
  const kept = drop <= limit.points + rounding
  const against = `${percent(before.share)} on ${limit.reference}${reference.commit === null ? '' : ` (${reference.commit.slice(0, 7)})`}`
  const distance =
    drop > rounding ? `${points(drop)} below` : drop < -rounding ? `${points(-drop)} above` : 'the same as'
  const level = limit.unlessAbove === undefined ? '' : ` below ${formatShare(limit.unlessAbove)}`
  const most = `, at most ${points(limit.points)} are allowed${level}`
  return {
    code: kept || allowed ? 'coverage-kept' : 'coverage-dropped',
    outcome: kept || allowed ? 'pass' : 'fail',
    sentence: `Coverage ${name} is ${percent(now.share)} (${ofText(now.count)}), ${distance} ${against}${kept ? '' : most}`,
    facts: {
      share: now.share,
      reference: before.share,
      drop,
      limit: limit.points,
      covered: now.count.covered,
      total: now.count.total,
    },
    measurement: {
      unit: 'share',
      control: before.share,
      experiment: now.share,
      difference: now.share - before.share,
      differenceKind: 'difference',
      interval: null,
      limit: -limit.points,
      controlCount: before.count.total,
      experimentCount: now.count.total,
    },
  }
}
