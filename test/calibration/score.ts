import type { SimulatedOutcome } from './judge-under-test.ts'

const never = Number.POSITIVE_INFINITY

/** How often something happened, and when. */
export interface TimedShare {
  /** The share of the canaries to which it happened. */
  readonly rate: number
  readonly standardError: number
  /** Seconds, over all canaries; Infinity where it happened to fewer than half. */
  readonly median: number
  /** Seconds, over all canaries; Infinity where it happened to fewer than nine tenths. */
  readonly p90: number
}

/** What became of the canaries of one cell. */
export interface Score {
  readonly canaries: number
  /** Rolled back at any time. */
  readonly rollback: TimedShare
  /** Promoted before any rollback. */
  readonly promote: TimedShare
  /** The share that was neither promoted nor rolled back. */
  readonly inconclusive: number
  /** Each metric alone: showed that it is not inferior. */
  readonly metrics: Readonly<Record<string, TimedShare>>
}

/**
 * The score of a cell with at least one canary. A promotion that is not before the rollback counts as none.
 *
 * @throws Error for no outcomes, and for a time that is not a positive number.
 */
export function score(outcomes: readonly SimulatedOutcome[]): Score {
  if (outcomes.length === 0) throw new Error('A cell without canaries has no score')
  const rollbacks = outcomes.map(({ rollbackAt }) => time(rollbackAt))
  const promotions = outcomes.map(({ promoteAt }, canary) => {
    const at = time(promoteAt)
    return at < (rollbacks[canary] ?? 0) ? at : never
  })
  const neither = outcomes.filter((_, canary) => rollbacks[canary] === never && promotions[canary] === never)
  const names = new Set(outcomes.flatMap(({ metrics }) => Object.keys(metrics ?? {})))
  return {
    canaries: outcomes.length,
    rollback: timedShare(rollbacks),
    promote: timedShare(promotions),
    inconclusive: neither.length / outcomes.length,
    metrics: Object.fromEntries(
      [...names].map((name) => [name, timedShare(outcomes.map(({ metrics }) => time(metrics?.[name] ?? null)))]),
    ),
  }
}

/** The share of the canaries that were rolled back in the first `seconds`. */
export function rolledBackBy(outcomes: readonly SimulatedOutcome[], seconds: number): number {
  return outcomes.filter(({ rollbackAt }) => time(rollbackAt) <= seconds).length / outcomes.length
}

/** Infinity for what never happened. */
function time(seconds: number | null): number {
  if (seconds === null) return never
  if (!(seconds > 0 && seconds < never)) throw new Error(`Expected a time in seconds, got ${seconds}`)
  return seconds
}

function timedShare(times: readonly number[]): TimedShare {
  const sorted = Float64Array.from(times).sort()
  const count = sorted.length
  const rate = sorted.filter((at) => at !== never).length / count
  const middle = (sorted[Math.floor((count - 1) / 2)] ?? Number.NaN) + (sorted[Math.floor(count / 2)] ?? Number.NaN)
  return {
    rate,
    standardError: Math.sqrt((rate * (1 - rate)) / count),
    median: middle / 2,
    p90: sorted[Math.ceil(0.9 * count) - 1] ?? Number.NaN,
  }
}
