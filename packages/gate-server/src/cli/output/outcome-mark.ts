import type { Outcome } from '@kosmos/analysis/verdict'
import type { Paint } from './terminal.ts'

const marks = {
  pass: ['✓', 'green'],
  warn: ['!', 'yellow'],
  fail: ['✗', 'red'],
  inconclusive: ['…', 'yellow'],
  error: ['⚠', 'red'],
} as const

/** A sign and a colour for an outcome of a run that goes on; the sign alone tells them apart. `…` is still collecting. */
export function outcomeMark(outcome: Outcome, paint: Paint): string {
  const [sign, colour] = marks[outcome]
  return paint(colour, sign)
}
