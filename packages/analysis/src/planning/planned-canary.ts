import type { CanaryPlan } from '../policy/index.ts'

/** What planning reads of a canary plan. */
export interface PlannedCanary extends Pick<CanaryPlan, 'interval' | 'warmup' | 'stages' | 'metrics'> {
  readonly judge: {
    /** `sequential` may look every time and keeps its evidence; `fixed-sample` compares at each stage's end. */
    readonly kind: 'sequential' | 'fixed-sample'
    readonly options: {
      readonly alpha: number
      readonly promoteAlpha: number
      readonly minLooks: number
      /** Pods of each side, and the standard deviation of a pod's level. */
      readonly pods?: { readonly baseline: number; readonly canary: number; readonly spread: number }
    }
  }
}
