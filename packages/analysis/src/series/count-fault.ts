import type { Measured } from '../evidence/index.ts'
import { missing } from './single-value.ts'

/** Why a number cannot be a count of observations, or `null` where it can. */
export function countFault(what: string, count: number): Measured<never> | null {
  if (!Number.isFinite(count)) return missing('not-finite', `The ${what} counts ${count}`)
  return count < 0 ? missing('negative', `The ${what} counts ${count}`) : null
}
