import { sameDouble, type DistinctValues } from './shift-samples.ts'

/**
 * The Mann–Whitney statistic of experiment − shift against control, standardised with tie correction and continuity
 * correction: (d − ½ sign d) ÷ s with d = #{x − shift > y} + ½ #{x − shift = y} − nm/2.
 *
 * One merge of both sides: O(n + m), and nothing is allocated. Ties are those that rounding makes: x − shift and y that
 * are the same double, also where different x come to the same double. A NaN (∞ − ∞) ranks with +∞.
 *
 * @returns NaN where every value is tied and s is 0: there is no statistic.
 */
export function rankStatistic(experiment: DistinctValues, control: DistinctValues, shift: number): number {
  const { values: x, counts: xCounts, distinct: xDistinct, size: n } = experiment
  const { values: y, counts: yCounts, distinct: yDistinct, before, size: m } = control
  let wins = 0
  let ties = control.ties
  let j = 0
  for (let i = 0; i < xDistinct;) {
    const value = shifted(x[i] ?? 0, shift)
    let count = xCounts[i] ?? 0
    i += 1
    while (i < xDistinct && sameDouble(shifted(x[i] ?? 0, shift), value)) {
      count += xCounts[i] ?? 0
      i += 1
    }
    while ((y[j] ?? 0) < value) j += 1
    // −0 stands before 0, though it is not smaller.
    if (value === 0 && y[j] === 0 && !Object.is(y[j], value) && Object.is(value, 0)) j += 1
    let tied = 0
    if (j < yDistinct && sameDouble(y[j] ?? 0, value)) {
      tied = yCounts[j] ?? 0
      ties -= tied * tied * tied - tied
    }
    wins += count * ((before[j] ?? 0) + tied / 2)
    const group = count + tied
    if (group > 1) ties += group * group * group - group
  }
  const total = n + m
  const excess = wins - (n * m) / 2
  const deviation = Math.sqrt(((n * m) / 12) * (total + 1 - ties / (total * (total - 1))))
  if (deviation === 0) return Number.NaN
  return (excess - Math.sign(excess) * 0.5) / deviation
}

function shifted(value: number, shift: number): number {
  const difference = value - shift
  // ∞ − ∞ ranks highest.
  return difference === difference ? difference : Number.POSITIVE_INFINITY
}
