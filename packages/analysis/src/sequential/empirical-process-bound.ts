import { invalidArgument } from '../errors.ts'
import { firstCrossing } from './first-crossing.ts'
import { checkShare } from './mixture-tuning.ts'

export interface EmpiricalProcessOptions {
  /** Number of values from which on the bound is valid, from 1. */
  readonly from: number
  /** The factor A in front, above 1/√2: smaller ones are tighter in the end and wider at first. Default 0.85. */
  readonly factor?: number
}

/**
 * By how much the empirical cdf of n values may differ from the true one, at any place and at any time: A √((ln(1 + ln(n/from)) +
 * C)/n), crossed with a chance of α at most. A band to show; comparisons with a hypothesis see far more.
 *
 * @param n - number of values, above 0; @param alpha - above 0 and below 1.
 * @returns ∞ below `from`.
 * @throws AnalysisError `invalid-argument` outside.
 * @see Howard and Ramdas (2022), Sequential estimation of quantiles, Bernoulli 28, theorem 2.
 * @example
 * ```ts
 * empiricalProcessBound(100, 0.01, { from: 10 }) // 0.275146048742909
 * ```
 */
export function empiricalProcessBound(n: number, alpha: number, options: EmpiricalProcessOptions): number {
  const { from, factor = 0.85 } = options
  checkShare('alpha', alpha)
  if (!(n > 0 && n < Number.POSITIVE_INFINITY)) throw invalidArgument('n', 'a number above 0', String(n))
  if (!(from >= 1 && from < Number.POSITIVE_INFINITY)) throw invalidArgument('from', 'a number from 1', String(from))
  if (!(factor > Math.SQRT1_2 && factor < Number.POSITIVE_INFINITY))
    throw invalidArgument('factor', 'a number above 0.7071', String(factor))
  if (n < from) return Number.POSITIVE_INFINITY
  return factor * Math.sqrt((Math.log1p(Math.log(n / from)) + offset(alpha, factor)) / n)
}

/** The C that spends α, with the epochs that serve it best. */
function offset(alpha: number, factor: number): number {
  const short = (c: number) => Math.log(alpha) - leastLogError(c, factor)
  let below = 5
  while (short(below) >= 0) below /= 2
  let above = below * 2
  while (!(short(above) >= 0)) above *= 2
  return firstCrossing(short, below, above)
}

/** ln of the least error over all ratios of the epochs, by golden sections: it has one valley. */
function leastLogError(c: number, factor: number): number {
  const widest = firstCrossing(
    (beyond) => Math.sqrt((1 + beyond) / 2) + Math.sqrt((2 * beyond) / c) - factor,
    0,
    2 * factor ** 2 - 1,
  )
  const golden = (Math.sqrt(5) - 1) / 2
  let [from, to] = [0, widest]
  let lower = to - golden * (to - from)
  let upper = from + golden * (to - from)
  let [atLower, atUpper] = [logError(lower, c, factor), logError(upper, c, factor)]
  for (let round = 0; round < 80; round += 1) {
    if (atLower < atUpper) {
      ;[to, upper, atUpper] = [upper, lower, atLower]
      lower = to - golden * (to - from)
      atLower = logError(lower, c, factor)
    } else {
      ;[from, lower, atLower] = [lower, upper, atUpper]
      upper = from + golden * (to - from)
      atUpper = logError(upper, c, factor)
    }
  }
  return Math.min(atLower, atUpper)
}

/** `beyond` is the ratio of the epochs less 1. */
function logError(beyond: number, c: number, factor: number): number {
  const square = (2 / (1 + beyond)) * (factor - Math.sqrt((2 * beyond) / c)) ** 2
  if (!(square > 1)) return Number.POSITIVE_INFINITY
  return Math.log(4) - square * c + Math.log1p(1 / ((square - 1) * Math.log1p(beyond)))
}
