import { text } from '../json-value.ts'

/** Milliseconds since the epoch of a written time; `null` where there is none or it cannot be understood. */
export function timeOf(value: unknown): number | null {
  const time = Date.parse(text(value) ?? '')
  return Number.isNaN(time) ? null : time
}
