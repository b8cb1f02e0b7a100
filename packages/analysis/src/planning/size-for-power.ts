import { invalidArgument } from '../errors.ts'

/** Past this many values a side nothing is planned. */
const most = 2 ** 50

/** The size, `least` at least and with a fraction, at which a power that grows with the size reaches what is wanted. */
export function sizeForPower(powerAt: (size: number) => number, wanted: number, least: number): number {
  const reaches = (size: number): boolean => powerAt(size) >= wanted
  let high = least
  while (!reaches(high)) {
    high *= 2
    if (!(high < most)) throw invalidArgument('planned', `what ${most} values a side show`, 'a smaller difference')
  }
  // Halved to the last digits that the power has, so that no root finder has to be brought along.
  for (let step = high / 4; high > least && step > 1e-12 * high; step /= 2) if (reaches(high - step)) high -= step
  return high
}
