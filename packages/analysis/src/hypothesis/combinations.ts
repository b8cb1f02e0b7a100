import { logChoose } from '../numeric/index.ts'

/** How many ways there are to give n of n + m values to one side; ∞ where no number holds it. */
export function waysToSplit(n: number, m: number): number {
  return Math.round(Math.exp(logChoose(n + m, n)))
}

/** The values at the chosen places go to `one`, those that are left to `other`, both in the order of `both`. */
export function split(both: Float64Array, chosen: Int32Array, one: Float64Array, other: Float64Array): void {
  let next = 0
  let left = 0
  for (let at = 0; at < both.length; at += 1) {
    if (chosen[next] === at) {
      one[next] = both[at] ?? 0
      next += 1
    } else {
      other[left] = both[at] ?? 0
      left += 1
    }
  }
}

/** Moves to the next choice of places out of `total`, in lexicographic order; false after the last. */
export function advance(chosen: Int32Array, total: number): boolean {
  const n = chosen.length
  let at = n - 1
  while (at >= 0 && chosen[at] === total - n + at) at -= 1
  if (at < 0) return false
  const value = (chosen[at] ?? 0) + 1
  for (let next = at; next < n; next += 1) chosen[next] = value + next - at
  return true
}
