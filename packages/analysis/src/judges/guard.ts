/**
 * How a limit counts as exceeded. `always-valid`: the value of the window is above it, and that is shown with an error of
 * 0.1 % for the whole run and all its guards, however often it is looked at. `point`: the value of the window is above it.
 */
export type GuardEvidence = 'always-valid' | 'point'

/** What every guard with a window has. */
export interface WindowGuardBase {
  readonly id: string
  readonly metric: string
  /** Milliseconds. */
  readonly window: number
  /** Fewest observations in the window, of each side that the rule reads. */
  readonly minTotal: number
  readonly evidence: GuardEvidence
}

/** A resolved hard rule of a canary plan. Guards can only roll back; they look at a window that runs across stages. */
export type Guard =
  | (WindowGuardBase & {
      readonly rule: 'proportion-above'
      /** A share: 0.05 for 5 %. */
      readonly above: number
    })
  | (WindowGuardBase & {
      readonly rule: 'quantile-above'
      readonly quantile: number
      /** In the histogram's own unit (seconds for durations). */
      readonly above: number
    })
  | (WindowGuardBase & {
      readonly rule: 'quantile-above-baseline'
      readonly quantile: number
      /** 2 for 2x. */
      readonly ratio: number
    })
  | {
      readonly id: string
      readonly rule: 'failing-for'
      readonly metric: string
      /** Milliseconds without a healthy look. */
      readonly failingFor: number
      /** Time is not random: there is nothing to show. */
      readonly evidence: 'point'
    }
