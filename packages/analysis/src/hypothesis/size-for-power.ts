import { invalidArgument } from '../errors.ts'
import { findRoot } from '../numeric/index.ts'

/** Past this many values a side nothing is planned. */
const most = 2 ** 50

/** The size, `least` at least and with a fraction, at which a power that grows with the size reaches what is wanted. */
export function sizeForPower(powerAt: (size: number) => number, wanted: number, least: number): number {
  if (powerAt(least) >= wanted) return least
  let high = 2 * least
  while (high < most && !(powerAt(high) >= wanted)) high *= 2
  if (!(high < most))
    throw invalidArgument('the difference', `one that ${most} values a side could show`, 'a smaller one')
  return findRoot((size) => powerAt(size) - wanted, high / 2, high, 1e-12)
}
