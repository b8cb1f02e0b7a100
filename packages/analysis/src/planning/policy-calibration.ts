import type { WilsonInterval } from '../hypothesis/index.ts'

/** What a policy makes of healthy canaries cut out of a history of two equal sides. Plain data. */
export interface PolicyCalibration {
  /** Looks of the history. */
  readonly looks: number
  /** Looks of the longest canary that the plan allows, extensions included, as far as there is a baseline. */
  readonly windowLooks: number
  /** Windows that were judged. They overlap, and are not independent. */
  readonly windows: number
  /** How many windows fit side by side: what the figures really rest on. */
  readonly disjointWindows: number
  /** At least 10 windows side by side, and every compared metric measured: the figures mean something. */
  readonly isEnough: boolean
  /** The share of false rollbacks that the policy asks for. */
  readonly alpha: number
  readonly rolledBack: WindowShare
  readonly promoted: WindowShare
  /** What a healthy canary should never be: neither, at the end of the last comparison. */
  readonly undecided: WindowShare
  /** In the order of the policy. */
  readonly metrics: readonly MetricCalibration[]
  /** By guard, those that can be asked of a history. */
  readonly guards: readonly { readonly guard: string; readonly windows: number }[]
  /** Ids of metrics and guards that the history cannot speak for: health. */
  readonly leftOut: readonly string[]
}

export interface WindowShare {
  readonly windows: number
  /** Wilson's interval at 95 %, too narrow by as much as the windows overlap; `null` without windows. */
  readonly share: WilsonInterval | null
}

/** One metric, as if it were judged alone: every window to its end, whatever was decided sooner. */
export interface MetricCalibration {
  readonly metric: string
  /** Looks of the history that have both sides. */
  readonly looks: number
  /** Windows in which its evidence of harm alone would have rolled back, at its weight. */
  readonly crossed: number
  /** Windows at whose end it was shown to stay within its margin. */
  readonly nonInferior: number
  /** The quantile 0.99 of the difference at a window's end in the harmful direction; `null` where nothing was measured. */
  readonly spread: { readonly kind: 'ratio' | 'difference'; readonly value: number } | null
  /** It alone rolled back more windows than the policy allows all metrics together. */
  readonly isOver: boolean
  /** The smallest round tolerance, relative to the baseline, that would have kept it within; `null` where it is not over, or none would. */
  readonly proposedTolerance: number | null
}
