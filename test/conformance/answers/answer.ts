import type { Alternative, Comparison } from '@kosmos/analysis/hypothesis'
import { z } from 'zod'

/** One function of the golden file: its input as the file gives it → our numbers under the file's keys. */
export type Answer = (input: Readonly<Record<string, unknown>>) => Readonly<Record<string, unknown>>

/** A sample as the file gives it. */
export const numbers = z.array(z.number())

/** R's and SciPy's names of the sides, as ours. */
export const alternative = z
  .enum(['two.sided', 'two-sided', 'less', 'greater'])
  .transform((name): Alternative => (name === 'two.sided' ? 'two-sided' : name))

/** The numbers of a comparison, or the refusal as the fault that the case then has. */
export function compared<Numbers>(result: Comparison<Numbers>): Numbers {
  if (result.kind !== 'compared') throw new Error(`not comparable: ${result.reason}, ${result.detail}`)
  return result
}
