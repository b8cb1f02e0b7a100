/**
 * A resolved hard rule of a canary plan. Guards can only roll back; they look at a window that runs across stages.
 * `evidence: point` is the literal value of the window.
 */
export type Guard =
  | {
      readonly id: string
      readonly rule: 'proportion-above'
      readonly metric: string
      /** A share: 0.05 for 5 %. */
      readonly above: number
      /** Milliseconds. */
      readonly window: number
      readonly minTotal: number
      readonly evidence: 'point'
    }
  | {
      readonly id: string
      readonly rule: 'quantile-above'
      readonly metric: string
      readonly quantile: number
      /** In the histogram's own unit (seconds for durations). */
      readonly above: number
      readonly window: number
      readonly minTotal: number
      readonly evidence: 'point'
    }
  | {
      readonly id: string
      readonly rule: 'quantile-above-baseline'
      readonly metric: string
      readonly quantile: number
      /** 2 for 2x. */
      readonly ratio: number
      readonly window: number
      readonly minTotal: number
      readonly evidence: 'point'
    }
  | {
      readonly id: string
      readonly rule: 'failing-for'
      readonly metric: string
      /** Milliseconds without a healthy look. */
      readonly failingFor: number
      readonly evidence: 'point'
    }
