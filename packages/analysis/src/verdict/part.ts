import type { Outcome } from './outcome.ts'
import type { Reason } from './reason.ts'

/** An interval for an estimate at a confidence level. An open side is `null`. */
export interface Interval {
  readonly lower: number | null
  readonly upper: number | null
  /** Confidence level between 0 and 1. */
  readonly level: number
}

/**
 * The numbers behind a comparison of canary and baseline, as far as there are any. `null` says that there is none;
 * no field ever holds NaN or an infinity.
 */
export interface Measurement {
  /** What `control`, `experiment` and `limit` are counted in: `share`, `seconds`, `ratio`, `lines`, … */
  readonly unit: string
  readonly control: number | null
  readonly experiment: number | null
  /** experiment − control, or experiment ÷ control where `differenceKind` is `ratio`. */
  readonly difference: number | null
  readonly differenceKind: 'difference' | 'ratio' | null
  readonly interval: Interval | null
  /** The limit that decided: a margin, a floor, a ceiling. */
  readonly limit: number | null
  /** How many observations each side had: requests, looks, lines, tests. */
  readonly controlCount: number | null
  readonly experimentCount: number | null
}

/** One judged thing inside a verdict: a condition, a metric or a guard. */
export interface Part {
  /** The id from the policy, unique within the verdict. */
  readonly id: string
  readonly role: 'condition' | 'metric' | 'guard'
  /** `coverage`, `tests`, `proportion`, … */
  readonly kind: string
  readonly required: boolean
  readonly outcome: Outcome
  /** At least one; the first is the one to show. */
  readonly reasons: readonly [Reason, ...Reason[]]
  readonly measurement: Measurement | null
  /** Digests of the reports that this part was judged on. */
  readonly evidence: readonly string[]
}
