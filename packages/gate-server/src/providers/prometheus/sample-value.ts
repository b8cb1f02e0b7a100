import { strictNumber } from '@kosmos/analysis/units'

/** A sample's value as Prometheus writes it. `NaN` and infinities stay what they are; anything else is NaN. */
export function sampleValue(text: string): number {
  if (text === '+Inf') return Number.POSITIVE_INFINITY
  if (text === '-Inf') return Number.NEGATIVE_INFINITY
  return strictNumber(text) ?? Number.NaN
}
