const golden = (Math.sqrt(5) - 1) / 2

/** How often a bracket is cut to 0.618 of it: its width is then a 10,000th, and at a peak the value's error its square. */
const cuts = 20

/**
 * The largest value of a smooth function over (0, end): of a grid, and of the peaks between its points. Peaks that the
 * grid shows more than 1 % below the largest value are left alone, so the grid must be that fine.
 */
export function largestOn(value: (x: number) => number, end: number, steps: number): number {
  const width = end / steps
  const values = Float64Array.from({ length: steps + 1 }, (_, step) =>
    step === 0 || step === steps ? 0 : value(step * width),
  )
  const onGrid = values.reduce((one, other) => Math.max(one, other), 0)
  let largest = onGrid
  for (let step = 1; step < steps; step += 1) {
    const at = values[step] ?? 0
    if (at >= 0.99 * onGrid && at >= (values[step - 1] ?? 0) && at >= (values[step + 1] ?? 0))
      largest = Math.max(largest, peak(value, (step - 1) * width, (step + 1) * width))
  }
  return largest
}

/** The value at the peak in between, by golden sections. */
function peak(value: (x: number) => number, low: number, high: number): number {
  let [from, to] = [low, high]
  let [left, right] = [to - golden * (to - from), from + golden * (to - from)]
  let [atLeft, atRight] = [value(left), value(right)]
  for (let cut = 0; cut < cuts; cut += 1) {
    if (atLeft > atRight) {
      ;[to, right, atRight] = [right, left, atLeft]
      left = to - golden * (to - from)
      atLeft = value(left)
    } else {
      ;[from, left, atLeft] = [left, right, atRight]
      right = from + golden * (to - from)
      atRight = value(right)
    }
  }
  return Math.max(atLeft, atRight)
}
