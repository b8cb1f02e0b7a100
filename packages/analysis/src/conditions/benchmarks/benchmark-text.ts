import { formatNumber, formatShare } from '../../units/index.ts'

const steps = [
  [1, 's'],
  [1e-3, 'ms'],
  [1e-6, '\u00b5s'],
  [1e-9, 'ns'],
] as const

/**
 * A value of a benchmark as people read it.
 *
 * @example
 * ```ts
 * valueText(0.0000032, 'seconds') // '3.2 µs'
 * ```
 */
export function valueText(value: number, unit: string): string {
  if (unit === 'share') return formatShare(value)
  if (unit !== 'seconds') return `${formatNumber(value)}${unit === '' ? '' : ` ${unit}`}`
  const [size, word] = steps.find(([one]) => Math.abs(value) >= one) ?? (value === 0 ? steps[0] : steps[3])
  return `${formatNumber(value / size)} ${word}`
}

const longest = 80

/** A name as far as a sentence has room for it; the end tells parameters apart, and is kept. */
export function shortName(name: string): string {
  return name.length > longest ? `${name.slice(0, longest / 2 - 1)}…${name.slice(-longest / 2)}` : name
}

/** The first of some names, and how many there are more. */
export function namesText(names: readonly string[]): string {
  const shown = names.slice(0, 5).map(shortName).join(', ')
  return names.length > 5 ? `${shown} and ${names.length - 5} more` : shown
}
