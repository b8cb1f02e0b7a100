/**
 * The rank statistic by the book: all values of both sides sorted, average ranks for ties, Java's order of doubles (−0
 * before 0), NaN as +∞. NaN where s is 0.
 */
export function naiveStatistic(experiment: readonly number[], control: readonly number[], shift: number): number {
  const moved = experiment.map((x) => (Number.isNaN(x - shift) ? Infinity : x - shift))
  const all = [...moved, ...control]
  const total = all.length
  const [n, m] = [experiment.length, control.length]
  const isBefore = (one: number, other: number): boolean => one < other || (Object.is(one, -0) && Object.is(other, 0))
  const rank = (value: number): number => {
    const smaller = all.filter((other) => isBefore(other, value)).length
    const same = all.filter((other) => Object.is(other, value)).length
    return smaller + (same + 1) / 2
  }
  const excess = moved.reduce((sum, value) => sum + rank(value), 0) - (n * (n + 1)) / 2 - (n * m) / 2
  const groups = new Map<number, number>()
  for (const value of all) groups.set(rank(value), (groups.get(rank(value)) ?? 0) + 1)
  const ties = [...groups.values()].reduce((sum, size) => sum + size ** 3 - size, 0)
  const deviation = Math.sqrt(((n * m) / 12) * (total + 1 - ties / (total * (total - 1))))
  return deviation === 0 ? NaN : (excess - Math.sign(excess) * 0.5) / deviation
}
