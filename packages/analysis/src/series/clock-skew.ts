import type { Reading } from './ordered-readings.ts'

/**
 * How much later the experiment's clock is than the control's, as far as the readings prove it: where the whole of its
 * series lies later (or earlier), its first reading and its last one both, by the smaller of the two distances; else 0.
 * A side that only began later or ended earlier proves nothing about its clock, and an even grid that is shifted by whole
 * steps inside the same span cannot be told from one that is not.
 *
 * @param control - in order of time, as `orderedReadings` gives them.
 * @returns milliseconds, above 0 where the experiment is later; 0 where a side is empty.
 */
export function clockSkew(control: readonly Reading[], experiment: readonly Reading[]): number {
  const first = (experiment[0]?.at ?? Number.NaN) - (control[0]?.at ?? Number.NaN)
  const last = (experiment.at(-1)?.at ?? Number.NaN) - (control.at(-1)?.at ?? Number.NaN)
  if (first > 0 && last > 0) return Math.min(first, last)
  if (first < 0 && last < 0) return Math.max(first, last)
  return 0
}
