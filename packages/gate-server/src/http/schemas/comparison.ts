import { z } from 'zod'
import { part } from './verdict.ts'

/** Every pair of values counts: more would hold up everybody else. */
const sample = z.array(z.number().positive()).min(1).max(10_000)

export const comparisonRequest = z
  .strictObject({
    control: sample.meta({ description: 'Values of the baseline, all above 0' }),
    experiment: sample.meta({ description: 'Values of the canary, all above 0' }),
    harm: z.enum(['increase', 'decrease', 'either']).default('increase'),
    margin: z.number().positive().max(100).default(0.1).meta({ description: 'Relative harm that is unacceptable' }),
    tolerance: z.number().min(0).max(100).default(0.03).meta({ description: 'Relative harm that is none' }),
    alpha: z.number().positive().max(0.2).default(0.05),
  })
  .meta({
    id: 'ComparisonRequest',
    example: { control: [0.101, 0.098, 0.105, 0.11, 0.1], experiment: [0.099, 0.104, 0.1, 0.108, 0.101] },
  })

export const comparison = z
  .object({
    method: z.literal('fixed-sample').meta({ description: 'Valid for one look, not for looking again and again' }),
    note: z.string().meta({ description: 'The same in words' }),
    result: part,
  })
  .meta({ id: 'Comparison' })
