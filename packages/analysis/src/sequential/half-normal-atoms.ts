import { normalQuantile } from '../distributions/index.ts'
import { invalidArgument } from '../errors.ts'

/**
 * A half-normal distribution as `count` atoms of equal weight: its quantiles at (k + ½)/`count`. Over them an e-process is a
 * finite mixture, which is exact: an integral would have an error.
 *
 * @param scale - standard deviation of the normal that is folded, above 0. For log ratios ln 3 serves ratios from 1.2 to 20.
 * @param count - whole, 1 to 1,000.
 * @returns atoms from small to large, all above 0.
 * @throws AnalysisError `invalid-argument` outside.
 * @example
 * ```ts
 * halfNormalAtoms(Math.log(3), 1)[0] // 0.7410027281460989
 * ```
 */
export function halfNormalAtoms(scale: number, count: number): readonly number[] {
  if (!(scale > 0 && scale < Number.POSITIVE_INFINITY))
    throw invalidArgument('scale', 'a finite number above 0', String(scale))
  if (!(Number.isSafeInteger(count) && count >= 1 && count <= 1000))
    throw invalidArgument('count', 'a whole number from 1 to 1000', String(count))
  return Array.from({ length: count }, (_, k) => scale * normalQuantile(0.5 + (0.5 * (k + 0.5)) / count))
}
