/**
 * Where a rising function first reaches 0, to the last digit.
 *
 * @param from - where it is below 0; @param to - beyond `from`, where it is not.
 */
export function firstCrossing(value: (at: number) => number, from: number, to: number): number {
  let below = from
  let above = to
  for (;;) {
    const middle = below + (above - below) / 2
    if (middle === below || middle === above) return above
    if (value(middle) >= 0) above = middle
    else below = middle
  }
}

/** The same for a function that rises without end, from 0 on; `scale` is a first guess. */
export function crossingFromZero(value: (at: number) => number, scale: number): number {
  let above = scale
  while (!(value(above) >= 0) && above < Number.MAX_VALUE / 2) above *= 2
  return firstCrossing(value, 0, above)
}
