import type { PlanAssumption } from './planned-metric.ts'

/** What a plan is reckoned with; metrics are named by their ids, and go before what the policy says of them. */
export interface PlanAssumptions {
  /** Requests per second of canary and baseline together, above 0. */
  readonly traffic: number
  /** Share of events of a proportion, above 0 and below 1. */
  readonly expected?: Readonly<Record<string, number>>
  /** Standard deviation of a distribution's logarithms, or of a gauge's readings relative to their level. */
  readonly spread?: Readonly<Record<string, number>>
  /** Whether a sequential judge knows the noise from looks at two equal sides. Default false: it learns it as it goes. */
  readonly history?: boolean
}

/** What one stage can show by its end. */
export interface StageOutlook {
  readonly traffic: number
  /** Milliseconds from the run's start, without an extension. */
  readonly endsAt: number
  readonly looks: number
  /** Observations of the smaller side in the stage. */
  readonly observations: number
  /** The ratio of experiment to control nearest to 1 that is shown as harm by then; `null` where none is. */
  readonly detectable: readonly { readonly metric: string; readonly ratio: number | null }[]
}

/** When a change for the worse is found. */
export interface PlannedDetection {
  readonly metric: string
  /** Experiment ÷ control: 1.1 for 10 % more. */
  readonly ratio: number
  /** Milliseconds from the run's start, as if the last comparison went on; `null` where it is never found. */
  readonly after: number | null
}

/** When an equally good canary is shown not to be worse than the margin. */
export interface PlannedClaim {
  readonly metric: string
  readonly required: boolean
  /** Relative to the baseline; of a proportion a difference of shares. */
  readonly margin: number
  /** Milliseconds from the run's start at a chance of 80 %, as if the last comparison went on; `null`: never. */
  readonly likelyAfter: number | null
  /** The same at 95 %. */
  readonly nearlySurelyAfter: number | null
}

/** What stands between a plan and its conclusion. */
export interface PlanShortcoming {
  /** JSON pointer into the policy. */
  readonly pointer: string
  readonly sentence: string
}

/** What a canary plan can show, and when. Plain data. */
export interface CanaryOutlook {
  readonly traffic: number
  readonly history: boolean
  readonly assumptions: readonly PlanAssumption[]
  readonly stages: readonly StageOutlook[]
  readonly detections: readonly PlannedDetection[]
  readonly claims: readonly PlannedClaim[]
  /** Metrics that could not be reckoned with, and why. */
  readonly unplanned: readonly { readonly metric: string; readonly reason: string }[]
  /** Milliseconds from the run's start to the end of the last comparison, its extension included. */
  readonly decidedBy: number
  readonly shortcomings: readonly PlanShortcoming[]
  /**
   * True where nothing falls short: each required metric of a good canary is shown with a chance of 80 % or more. `null`
   * where a required metric could not be reckoned with, or none is compared.
   */
  readonly concludes: boolean | null
}
