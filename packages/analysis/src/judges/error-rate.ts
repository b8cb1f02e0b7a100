import { z } from 'zod'
import { parsePercentage } from '../units/index.ts'

/** An error rate of a judge as a policy writes it, `1%`; read as a share. */
export const errorRate = z
  .string()
  .regex(/^\d+(?:\.\d+)?%$/, "expected an error rate such as '1%'")
  .transform((text) => parsePercentage(text))
  .refine((rate) => rate > 0 && rate <= 0.2, 'expected an error rate above 0% and up to 20%')
