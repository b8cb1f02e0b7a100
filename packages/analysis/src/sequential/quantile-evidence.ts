import { dirichletLogE } from './dirichlet-log-e.ts'

/** Evidence against `below` of n values lying below their quantile, and the number of them that speaks least against it. */
export interface QuantileEvidence {
  readonly logE: (below: number) => number
  readonly least: number
}

/**
 * The count of values below a quantile is binomial, whatever the law of the values.
 *
 * @param quantile - above 0 and below 1; @param n - number of values; @param worth - values that the prior is worth.
 */
export function quantileEvidence(quantile: number, n: number, worth: number): QuantileEvidence {
  const logE = (below: number) => dirichletLogE([below, n - below], [quantile, 1 - quantile], worth)
  return { logE, least: lowest(logE, n) }
}

/** Where a convex function on 0 to `to` is least, by golden sections. */
function lowest(value: (at: number) => number, to: number): number {
  const golden = (Math.sqrt(5) - 1) / 2
  let [from, end] = [0, to]
  for (let round = 0; round < 60; round += 1) {
    const width = golden * (end - from)
    if (value(end - width) < value(from + width)) end = from + width
    else from = end - width
  }
  return (from + end) / 2
}
