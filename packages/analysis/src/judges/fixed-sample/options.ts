import { z } from 'zod'
import { parsePercentage } from '../../units/index.ts'

const errorRate = z
  .string()
  .regex(/^\d+(?:\.\d+)?%$/, "expected an error rate such as '1%'")
  .transform((text) => parsePercentage(text))
  .refine((rate) => rate > 0 && rate <= 0.2, 'expected an error rate above 0% and up to 20%')

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
