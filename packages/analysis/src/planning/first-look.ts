/** Past this many looks nothing is planned. */
const most = 2 ** 50

/** The first look, from 1 on, at which a condition that stays true once it is holds; `null` where none of `limit` does. */
export function firstLook(holds: (look: number) => boolean, limit = most): number | null {
  let high = 1
  while (high < limit && !holds(high)) high = Math.min(2 * high, limit)
  if (!holds(high)) return null
  let low = Math.floor(high / 2)
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2)
    if (holds(middle)) high = middle
    else low = middle
  }
  return high
}
