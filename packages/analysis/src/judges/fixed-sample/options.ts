import { z } from 'zod'
import { errorRate } from '../error-rate.ts'

/** What a policy may say to the fixed-sample judge. */
export const fixedSampleOptions = z.strictObject({
  /** False rollbacks of a whole run, shared between all its comparisons. */
  alpha: errorRate.default(0.01),
  /** False claims of non-inferiority of one metric. */
  promoteAlpha: errorRate.default(0.05),
  /** Fewest looks with both sides measured. */
  minLooks: z.int().min(5).max(10_000).default(10),
})

export type FixedSampleOptions = z.output<typeof fixedSampleOptions>
