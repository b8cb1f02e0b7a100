import { z } from 'zod'
import { parseShare, unitSchema } from '../../units/index.ts'
import { errorRate } from '../error-rate.ts'

/** What a policy may say to the sequential judge. */
export const sequentialOptions = z.strictObject({
  /** False rollbacks of the comparisons and always-valid guards of a run, however often it is looked at; from 0.2 %. */
  alpha: errorRate.default(0.01),
  /** False claims of non-inferiority of one metric. */
  promoteAlpha: errorRate.default(0.05),
  /** Fewest looks with both sides measured. */
  minLooks: z.int().min(3).max(10_000).default(5),
  /** Pods of each side, where few of them serve: their levels differ for good, and no traffic averages that out. */
  pods: z
    .strictObject({
      baseline: z.int().min(1).max(100_000),
      canary: z.int().min(1).max(100_000),
      spread: unitSchema(parseShare)
        .meta({ description: "Standard deviation of a pod's level, such as 2%" })
        .default(0.02),
    })
    .exactOptional(),
  /** Whether requests are compared with the stages' shares. */
  trafficSplit: z.enum(['checked', 'unchecked']).default('checked'),
})

export type SequentialOptions = z.output<typeof sequentialOptions>
