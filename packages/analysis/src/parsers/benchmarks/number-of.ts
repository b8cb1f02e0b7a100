import { strictNumber } from '../../units/index.ts'

/** A finite number, or a text that writes one as tools do in lists of their own; `null` for anything else. */
export function numberOf(value: unknown): number | null {
  if (typeof value === 'number') return Number.isFinite(value) ? value : null
  return typeof value === 'string' ? strictNumber(value.trim()) : null
}

/** What JSON holds at a place of a tally: numbers, texts and truth values as they stand, `null` for anything else. */
export function asWritten(value: unknown): number | string | boolean | null {
  return typeof value === 'number' || typeof value === 'string' || typeof value === 'boolean' ? value : null
}

/** The numbers of a list. A list that holds anything else is none that can be used: `null`. */
export function numbersOf(values: readonly unknown[]): readonly number[] | null {
  const numbers = values.filter((value): value is number => typeof value === 'number' && Number.isFinite(value))
  return numbers.length === values.length ? numbers : null
}
