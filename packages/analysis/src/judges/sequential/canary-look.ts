import type { Histogram, Measured, Proportion } from '../../evidence/index.ts'

/** Events during an exposure: seconds, or seconds times pods. */
export interface Rate {
  readonly events: number
  readonly exposure: number
}

/** Single observations of one look, as they are. */
export interface Samples {
  readonly samples: Float64Array | readonly number[]
}

interface Sides<Value> {
  readonly metric: string
  /** `null` where no baseline is left. */
  readonly control: Measured<Value> | null
  readonly experiment: Measured<Value>
}

/** What one metric showed in one look, on both sides. */
export type MetricLook =
  | (Sides<Proportion> & { readonly kind: 'proportion' })
  | (Sides<Rate> & { readonly kind: 'rate' })
  | (Sides<Histogram | Samples> & { readonly kind: 'distribution' })
  | (Sides<number> & { readonly kind: 'gauge' })

/** One moment of looking, with all metrics. */
export interface CanaryLook {
  /** Index of the stage; nothing is merged across stages. */
  readonly stage: number
  /** Share of the traffic that the canary should have, between 0 and 1; `null` where it is not configured. */
  readonly share: number | null
  readonly metrics: readonly MetricLook[]
}
