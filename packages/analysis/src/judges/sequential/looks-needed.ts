import { normalQuantile } from '../../distributions/index.ts'
import { normalMixtureBoundary } from '../../sequential/index.ts'
import type { EffectEstimate } from './effect-estimate.ts'

/** More looks than this are never. */
const mostLooks = 100_000

/**
 * How many more looks a claim needs that goes on as it did: until the room below the margin is as large as the boundary, at the
 * information that a look has brought so far.
 *
 * @param looks - made so far; @param chance - that it takes no longer than said: 0.5 for the likely number, 0.2 for an optimist's.
 * @returns `null` where it never comes to that, or nothing is known yet.
 */
export function looksNeeded(effect: EffectEstimate, looks: number, alpha: number, chance: number): number | null {
  const { room, information, scale } = effect
  if (room === null || !(information > 0) || !(looks > 0)) return null
  // The estimate may be wrong by its standard error in either way.
  const hoped = room + normalQuantile(1 - chance) / Math.sqrt(information)
  if (!(hoped > 0)) return null
  const isShownAt = (total: number): boolean => {
    const grown = (information / looks) * total
    return hoped * grown >= normalMixtureBoundary({ information: grown, scale, alpha })
  }
  if (!isShownAt(mostLooks)) return null
  let [low, high] = [looks, mostLooks]
  while (low < high) {
    const middle = Math.floor((low + high) / 2)
    if (isShownAt(middle)) high = middle
    else low = middle + 1
  }
  return Math.max(1, low - looks)
}
