import type {
  BenchmarksReason,
  CoverageReason,
  DocsReason,
  SignatureReason,
  StagesReason,
  TestsReason,
} from '../conditions/index.ts'
import { worst, type Part, type Reason } from '../verdict/index.ts'
import type { Waiver } from './waiver.ts'

export type WaiverReason = 'condition-waived'

/** Failures that say that evidence is not there, and not what it shows. */
const missingEvidence: ReadonlySet<string> = new Set<
  TestsReason | CoverageReason | StagesReason | SignatureReason | BenchmarksReason | DocsReason
>([
  'tests-none-ran',
  'tests-too-few',
  'tests-suites-too-few',
  'tests-suite-not-run',
  'coverage-of-nothing',
  'stage-missing',
  'signature-missing',
  'signature-refused',
  'signature-too-few',
  'signature-of-another-signer',
  'signature-of-another-predicate',
  'benchmarks-missing',
  'docs-missing',
])

/** True for a part that failed because evidence is missing: no waiver permits that, whatever else failed beside it. */
export function lacksEvidence({ reasons }: Part): boolean {
  return reasons.some(isMissing)
}

function isMissing({ code, outcome }: Reason): boolean {
  return outcome === 'fail' && missingEvidence.has(code)
}

/**
 * A part whose condition is waived: what failed warns instead, with who permits it, until when and why. Nothing else is
 * permitted: evidence that is missing or could not be read stays what it is, and a part that failed for want of evidence
 * fails as a whole and says so.
 */
export function waiveCondition(part: Part, { id, who, why, until }: Waiver): Part {
  const [first, ...others] = part.reasons
  if (lacksEvidence(part)) return { ...part, reasons: [refused(first), ...others.map(refused)] }
  const reasons: Part['reasons'] = [waived(first), ...others.map(waived)]
  return { ...part, outcome: worst(reasons.map(({ outcome }) => outcome)), reasons: worstFirst(reasons) }

  function refused(reason: Reason): Reason {
    if (!isMissing(reason)) return reason
    return {
      ...reason,
      sentence: `${reason.sentence}; the waiver by ${who} does not hold: missing evidence is never permitted`,
    }
  }

  function waived(reason: Reason): Reason {
    if (reason.outcome !== 'fail') return reason
    const code: WaiverReason = 'condition-waived'
    return {
      code,
      outcome: 'warn',
      sentence: `Waived to the end of ${until} by ${who} (${why}): ${reason.sentence}`,
      facts: { ...reason.facts, waived: reason.code, waiver: id, who, why, until },
    }
  }
}

/** What is left of the outcome goes first. */
function worstFirst(reasons: Part['reasons']): Part['reasons'] {
  const outcome = worst(reasons.map((one) => one.outcome))
  const first = reasons.find((one) => one.outcome === outcome) ?? reasons[0]
  return [first, ...reasons.filter((one) => one !== first)]
}
