import { meanOf } from './summary-statistics.ts'

/** Mean of the experiment ÷ mean of the control; NaN where either is exactly 0. */
export function meanRatio(control: Float64Array, experiment: Float64Array): number {
  const above = meanOf(experiment)
  const below = meanOf(control)
  return above === 0 || below === 0 ? Number.NaN : above / below
}

/**
 * The common language effect size A = (2R − n(n + 1)) ÷ 2nm: the chance that a value of the experiment is larger than one
 * of the control, equal ones counting half. R is the rank sum of the experiment.
 *
 * @param control, experiment - sorted.
 * @param wraps - true computes n(n + 1) and 2nm in 32 bits as Kayenta does: they overflow from 33,000 values a side.
 * @see Vargha and Delaney (2000).
 */
export function commonLanguageEffect(control: Float64Array, experiment: Float64Array, wraps: boolean): number {
  const [n, m] = [experiment.length, control.length]
  let wins = 0
  let below = 0
  let upTo = 0
  for (const value of experiment) {
    while (below < m && (control[below] ?? 0) < value) below += 1
    while (upTo < m && (control[upTo] ?? 0) <= value) upTo += 1
    wins += (below + upTo) / 2
  }
  const ranks = wins + (n * (n + 1)) / 2
  return wraps
    ? (2 * ranks - Math.imul(n, n + 1)) / Math.imul(Math.imul(2, n), m)
    : (2 * ranks - n * (n + 1)) / (2 * n * m)
}

/** True where the common language effect size no longer fits Kayenta's 32 bits. */
export function effectOverflows(n: number, m: number): boolean {
  return Math.max(n * (n + 1), 2 * n * m) > 2 ** 31 - 1
}
