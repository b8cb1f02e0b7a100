import { refused } from './refused.ts'

const units = [
  ['d', 86_400_000],
  ['h', 3_600_000],
  ['m', 60_000],
  ['s', 1000],
  ['ms', 1],
] as const

const pattern = /^(?:(\d+)d)?(?:(\d+)h)?(?:(\d+)m)?(?:(\d+)s)?(?:(\d+)ms)?$/

/**
 * Milliseconds of a duration as Prometheus writes it: whole numbers with `d`, `h`, `m`, `s`, `ms`, largest unit first,
 * each at most once.
 *
 * @throws AnalysisError `invalid-argument` for anything else, also for the empty text, signs, spaces and fractions, and
 *   for more than 10 years.
 * @example
 * ```ts
 * parseDuration('1h30m') // 5400000
 * parseDuration('250ms') // 250
 * ```
 */
export function parseDuration(text: string): number {
  const found = pattern.exec(text)
  // A group that did not take part is undefined, whatever the type of a match says.
  const amounts: readonly (string | undefined)[] = (found ?? []).slice(1)
  const total = amounts.reduce((sum, amount, index) => sum + Number(amount ?? '0') * (units[index]?.[1] ?? 0), 0)
  if (found === null || text === '' || !(total <= 315_360_000_000)) {
    throw refused('duration', 'a duration such as 30s, 5m or 1h30m', text)
  }
  return total
}

/**
 * Milliseconds as the shortest text that `parseDuration` reads back; a fraction of a millisecond is rounded.
 *
 * @example
 * ```ts
 * formatDuration(5400000) // '1h30m'
 * formatDuration(0) // '0s'
 * ```
 */
export function formatDuration(milliseconds: number): string {
  let rest = Math.round(milliseconds)
  let text = ''
  for (const [unit, size] of units) {
    const amount = Math.floor(rest / size)
    if (amount > 0) text += `${amount}${unit}`
    rest -= amount * size
  }
  return text === '' ? '0s' : text
}
