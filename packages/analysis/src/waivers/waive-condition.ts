import { worst, type Part, type Reason } from '../verdict/index.ts'
import type { Waiver } from './waiver.ts'

export type WaiverReason = 'condition-waived'

/**
 * A part whose condition is waived: what failed warns instead, with who permits it, until when and why. Nothing else is
 * permitted: evidence that is missing or could not be read stays what it is.
 */
export function waiveCondition(part: Part, { id, who, why, until }: Waiver): Part {
  const [first, ...others] = part.reasons
  const reasons: Part['reasons'] = [waived(first), ...others.map(waived)]
  return { ...part, outcome: worst(reasons.map(({ outcome }) => outcome)), reasons: worstFirst(reasons) }

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
