import { formatNumber, formatRatio, formatSeconds, formatShare } from '@kosmos/analysis/units'
import type { Measurement } from '@kosmos/analysis/verdict'

/**
 * The numbers of a part in a few words: the canary's value, the baseline's where there is one, and the limit.
 *
 * @returns the empty text where nothing was measured.
 * @example
 * ```ts
 * shortNumbers({ unit: 'share', experiment: 0.062, control: 0.004, … }) // '6.2 % against 0.4 %'
 * ```
 */
export function shortNumbers(measurement: Measurement | null): string {
  if (measurement === null || measurement.experiment === null) return ''
  const { unit, experiment, control, difference, differenceKind } = measurement
  const value = valueText(experiment, unit)
  if (control === null) return value
  const ratio = differenceKind === 'ratio' && difference !== null ? ` (${formatRatio(difference)})` : ''
  return `${value} against ${valueText(control, unit)}${ratio}`
}

function valueText(value: number, unit: string): string {
  if (unit === 'share') return formatShare(value)
  return unit === 'seconds' ? formatSeconds(value) : formatNumber(value)
}
