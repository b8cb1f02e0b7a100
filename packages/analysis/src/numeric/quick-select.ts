/**
 * The k-th smallest (from 0) of the first `length` values, which are put in another order: those before k are not
 * larger, those after it not smaller. Linear on average.
 *
 * @param values - finite, and at least k + 1 of them.
 * @see Hoare (1961), Algorithm 65: Find; the pivot is the median of three.
 * @example
 * ```ts
 * quickSelect(Float64Array.of(3, 1, 2), 1) // 2
 * ```
 */
export function quickSelect(values: Float64Array, k: number, length: number = values.length): number {
  let left = 0
  let right = length - 1
  while (right > left) {
    const a = values[left] ?? 0
    const b = values[(left + right) >>> 1] ?? 0
    const c = values[right] ?? 0
    const pivot = a < b ? (b < c ? b : a < c ? c : a) : a < c ? a : b < c ? c : b
    let i = left
    let j = right
    while (i <= j) {
      while ((values[i] ?? 0) < pivot) i += 1
      while ((values[j] ?? 0) > pivot) j -= 1
      if (i > j) break
      const swapped = values[i] ?? 0
      values[i] = values[j] ?? 0
      values[j] = swapped
      i += 1
      j -= 1
    }
    if (k <= j) right = j
    else if (k >= i) left = i
    else break
  }
  return values[k] ?? Number.NaN
}
