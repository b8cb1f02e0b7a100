import { invalidArgument } from '../errors.ts'
import type { Proportion } from '../evidence/index.ts'

/** @throws AnalysisError `invalid-argument` where 0 ≤ events ≤ total does not hold of finite numbers, NaN included. */
export function checkProportion({ events, total }: Proportion, name: string): void {
  if (!(events >= 0 && events <= total && total < Number.POSITIVE_INFINITY))
    throw invalidArgument(name, '0 ≤ events ≤ total', `${events} of ${total}`)
}

/** @throws AnalysisError `invalid-argument` as `checkProportion`, and for counts with a fraction: exact laws have none. */
export function checkCounts(proportion: Proportion, name: string): void {
  checkProportion(proportion, name)
  const { events, total } = proportion
  if (!(Number.isSafeInteger(events) && Number.isSafeInteger(total)))
    throw invalidArgument(name, 'whole numbers', `${events} of ${total}`)
}
