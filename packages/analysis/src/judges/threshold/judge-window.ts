import type { Look } from '../../evidence/index.ts'
import { restartedEvidence, type RestartedLook } from '../../sequential/index.ts'
import { formatDuration, formatNumber, formatShare } from '../../units/index.ts'
import type { Part } from '../../verdict/index.ts'
import { runError } from './guard-error.ts'
import { guardPart, notMeasured, type WindowGuard } from './guard-part.ts'
import { trailingLooks } from './trailing-looks.ts'
import type { ReadWindow, WindowReading } from './window-reading.ts'

/** How a rule reads a window of looks, and what each look adds to the evidence that its limit is exceeded. */
export interface WindowRule<Value> {
  /** Of the whole run, oldest first. */
  readonly looks: readonly Look<Value>[]
  readonly read: (window: readonly Look<Value>[]) => ReadWindow
  readonly weigh: (looks: readonly Look<Value>[]) => readonly RestartedLook[]
  /** Why a window within its limit is not quiet; `null` where it is. */
  readonly doubt: Part | null
}

/** The evidence that a limit is exceeded, and how much has to be there: numbers to one. */
interface Strength {
  readonly evidence: number
  readonly needed: number
}

/**
 * The outcome of a windowed rule: harm first, at whichever look it was shown, then what keeps it from being quiet.
 *
 * @param error - with which an always-valid guard may show harm by chance, over all looks.
 */
export function judgeWindow<Value>(guard: WindowGuard, rule: WindowRule<Value>, error: number): Part {
  const found = guard.evidence === 'point' ? null : findShown(guard, rule, error)
  if (found?.kind === 'shown') return shownOver(guard, found.reading, found.strength, found.ago)
  const newest = rule.read(trailingLooks(rule.looks, guard.window))
  if (newest.kind === 'unread') return newest.part
  const { standing, subject, limit, facts, measurement, missing, looks } = newest.reading
  if (standing === 'over') {
    const sentence = `${subject} is above the limit of ${limit}`
    return found === null
      ? guardPart(guard, 'guard-over-limit', 'fail', sentence, { facts, measurement })
      : guardPart(
          guard,
          'guard-not-shown',
          'inconclusive',
          `${sentence}, but not shown to be: ${said(found.strength)}`,
          {
            facts: { ...facts, ...factsOf(found.strength) },
            measurement,
          },
        )
  }
  if (standing === 'unknown') return notMeasured(guard, `${subject} cannot be compared with ${limit}`)
  if (missing > 0) {
    return notMeasured(guard, `${missing} of ${looks} looks over ${formatDuration(guard.window)} gave no answer`)
  }
  const sentence = `${subject} is within the limit of ${limit}`
  return rule.doubt ?? guardPart(guard, 'guard-quiet', 'pass', sentence, { facts, measurement })
}

type Found =
  | {
      readonly kind: 'shown'
      readonly reading: WindowReading
      readonly strength: Strength
      /** Milliseconds from that look to the newest one. */
      readonly ago: number
    }
  | { readonly kind: 'not-shown'; readonly strength: Strength }

/** The first look at which the window was over its limit and shown to be: what was shown once stays shown. */
function findShown<Value>(guard: WindowGuard, { looks, read, weigh }: WindowRule<Value>, error: number): Found {
  const needed = 1 / error
  const newest = looks.at(-1)?.end ?? Number.NaN
  let evidence = 0
  for (const [at, logEvidence] of restartedEvidence(weigh(looks), guard.window).entries()) {
    evidence = Math.exp(logEvidence)
    if (!(evidence >= needed)) continue
    const window = read(trailingLooks(looks.slice(0, at + 1), guard.window))
    if (window.kind === 'unread' || window.reading.standing !== 'over') continue
    const ago = newest - (looks[at]?.end ?? Number.NaN)
    return { kind: 'shown', reading: window.reading, strength: { evidence, needed }, ago }
  }
  return { kind: 'not-shown', strength: { evidence, needed } }
}

function shownOver(guard: WindowGuard, reading: WindowReading, strength: Strength, ago: number): Part {
  const { subject, limit, facts, measurement } = reading
  const when = ago > 0 ? `was above the limit of ${limit} ${formatDuration(ago)} ago` : `is above the limit of ${limit}`
  const sentence = `${subject} ${when}: shown with an error of ${formatShare(runError)} for the whole run (${said(strength)})`
  return guardPart(guard, 'guard-over-limit', 'fail', sentence, {
    facts: { ...facts, ...factsOf(strength), error: runError, shownAgoMs: ago },
    measurement,
  })
}

function factsOf({ evidence, needed }: Strength): { readonly evidence: number; readonly evidenceNeeded: number } {
  return { evidence, evidenceNeeded: needed }
}

/** Beyond a billion more digits say nothing. */
const mostSaid = 1e9

function said({ evidence, needed }: Strength): string {
  const shown = evidence > mostSaid ? `more than ${formatNumber(mostSaid)}` : formatNumber(evidence)
  return `evidence ${shown} : 1, needed ${formatNumber(needed)} : 1`
}
